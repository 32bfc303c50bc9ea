/** What the dashboard refuses. bull-board answers with the status and shows the sentence to its user. */
export class Refusal extends Error {
  override name = 'Refusal'
  readonly statusCode: number

  constructor(statusCode: number, message: string) {
    super(message)
    this.statusCode = statusCode
  }
}
