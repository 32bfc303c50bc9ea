/** Nothing: the queue is empty, and the client's credentials are the sandbox's. */
export const seed = () => ({})
