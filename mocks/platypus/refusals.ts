/** Platypus' refusals. Neither statuses nor bodies are public; all are assumed. */
export const refuse = <Status extends number>(status: Status, message: string) => ({ status, body: { message } })
