// A coarse key of how a folded name sounds. Good for finding candidates and as one level of agreement; too coarse to decide alone.

const CLASS: Readonly<Record<string, string>> = {
  g: 'k',
  k: 'k',
  h: 'k',
  b: 'p',
  p: 'p',
  f: 'p',
  v: 'p',
  t: 't',
  d: 't',
  s: 's',
  z: 's',
  c: 's',
  j: 's',
  m: 'm',
  n: 'n',
  l: 'l',
  r: 'r',
}

/** Consonants by class, repeated ones once, vowels dropped except that an initial one is kept as "a". */
export function phoneticKey(folded: string): string | undefined {
  let key = ''
  let last = ''
  for (let at = 0; at < folded.length; at += 1) {
    const letter = folded[at] ?? ''
    const sound = CLASS[letter]
    if (sound === undefined) {
      if (at === 0 && /[aeiou]/.test(letter)) key = 'a'
      last = ''
      continue
    }
    if (sound !== last) key += sound
    last = sound
  }
  return key === '' ? undefined : key
}
