/** One named table and the SQL that makes it, to be read, run and tested alone. */
export type Step = { readonly name: string; readonly sql: string }
