const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** ASCII text as upper-case base32 with padding (RFC 4648). */
export function toBase32(text: string): string {
  const bits = [...text].map((character) => character.charCodeAt(0).toString(2).padStart(8, '0')).join('')
  const digits = bits.match(/.{1,5}/g) ?? []
  const encoded = digits.map((digit) => letters[Number.parseInt(digit.padEnd(5, '0'), 2)]).join('')
  return encoded.padEnd(Math.ceil(encoded.length / 8) * 8, '=')
}

/** The text behind base32; characters outside the alphabet are skipped. */
export function fromBase32(encoded: string): string {
  const values = [...encoded].map((letter) => letters.indexOf(letter)).filter((value) => value >= 0)
  const bytes =
    values
      .map((value) => value.toString(2).padStart(5, '0'))
      .join('')
      .match(/.{8}/g) ?? []
  return bytes.map((byte) => String.fromCharCode(Number.parseInt(byte, 2))).join('')
}
