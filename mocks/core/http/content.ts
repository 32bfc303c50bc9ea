/** Whether a reply may have content and a `content-length`. Source: RFC 9110, sections 6.4.1 and 8.6. */
export const mayHaveContent = (status: number): boolean => status >= 200 && status !== 204 && status !== 304

/** Whether the content of a reply is sent. HEAD gets the reply of GET without its content. Source: RFC 9110, section 9.3.2. */
export const sendsContent = (method: string, status: number): boolean => method !== 'HEAD' && mayHaveContent(status)
