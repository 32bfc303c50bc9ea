/** Messages that are listed; a disk that fails may damage each row. */
const most = 100

/** The damage that was found in the data, each once. */
export class Damage {
  /** Sentences about data that was dropped at start or is damaged. */
  readonly list: string[] = []
  readonly #say: (sentence: string) => void

  /** `say` logs what is found. */
  constructor(say: (sentence: string) => void) {
    this.#say = say
  }

  note(message: string) {
    if (this.list.length > most || this.list.includes(message)) return
    const noted = this.list.length < most ? message : 'More damage was found than is listed.'
    this.list.push(noted)
    this.#say(noted)
  }
}
