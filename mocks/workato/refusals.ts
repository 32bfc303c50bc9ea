/**
 * Workato's refusals. The statuses are documented (api-mgmt/calling-apis), the bodies are not: `{"message": …}` follows its
 * Developer API and is assumed.
 */
export const refuse = <Status extends number>(status: Status, message: string) => ({ status, body: { message } })
