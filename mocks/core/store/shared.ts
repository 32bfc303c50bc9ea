/** The table that says which trace wrote each field of a shared row last. */
export const writersTable = 'control.writers'

/** The name of a row among those of all tables: `marketo.leads 7`. */
export const nameOfRow = (table: string, key: string | number): string => `${table} ${key}`
