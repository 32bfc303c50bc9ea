/** Messages that are listed; a disk that fails may damage each row. */
const most = 100

/** What is wrong with the data, each thing once. */
export class Damage {
  /** What had to be dropped when the data was read, and what has been found damaged since. */
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
