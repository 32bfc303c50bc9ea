/** Messages that are listed; a disk that fails may damage each row. */
const most = 100

/** What is wrong with the data, each thing once. */
export class Damage {
  /** What had to be dropped when the data was read, and what has been found damaged since. */
  readonly list: string[] = []
  readonly #say: (sentence: string) => void
  #announced = false

  /** `say` logs what is found after the start; what is found before is shown with the start. */
  constructor(say: (sentence: string) => void) {
    this.#say = say
  }

  note(message: string) {
    if (this.list.length > most || this.list.includes(message)) return
    const noted = this.list.length < most ? message : 'More damage was found than is listed.'
    this.list.push(noted)
    if (this.#announced) this.#say(noted)
  }

  /** From now on what is found is logged at once. */
  announce() {
    this.#announced = true
  }
}
