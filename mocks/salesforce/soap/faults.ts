/** A SOAP fault; SOAP 1.1 sends each with 500. */
export const fault = (faultcode: string, faultstring: string) => ({
  status: 500 as const,
  body: { Envelope: { Body: { Fault: { faultcode, faultstring } } } },
})

/** A fault of the caller's envelope. Its texts are assumed. */
export const clientFault = (reason: string) => fault('soapenv:Client', reason)

/** A fault in Salesforce's own codes. */
export const sforceFault = (code: string, reason: string) => fault(`sf:${code}`, `${code}: ${reason}`)
