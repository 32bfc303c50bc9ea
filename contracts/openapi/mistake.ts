/** Something that whoever called can mend: an argument, a file, an address. The message is for them: what, why, what to do. */
export class Mistake extends Error {
  override name = 'Mistake'
}
