// Surnames and patronymics without the endings that change with sex, language and custom. Works on folded names.

const SURNAME_ENDINGS = [
  'skaia',
  'skaa',
  'skai',
  'skoi',
  'ski',
  'ovna',
  'evna',
  'ovic',
  'evic',
  'teg',
  'tegi',
  'uli',
  'kizi',
  'gizi',
  'ova',
  'eva',
  'ina',
  'ov',
  'ev',
  'in',
  'of',
  'ef',
]
const PATRONYMIC_ENDINGS = [
  'ovicna',
  'inicna',
  'icna',
  'ovna',
  'evna',
  'ovic',
  'evic',
  'ic',
  'uli',
  'kizi',
  'gizi',
  'oglu',
  'ogli',
]

function withoutEnding(name: string, endings: readonly string[]): string {
  let best = ''
  for (const ending of endings) {
    if (name.endsWith(ending) && name.length - ending.length >= 3 && ending.length > best.length)
      best = ending
  }
  return name.slice(0, name.length - best.length)
}

/** «Абай», «Абаев» and «Абайұлы» share "aba": the glide before an ending comes and goes with the spelling. */
function withoutGlide(stem: string): string {
  return stem.length > 3 && stem.endsWith('i') && /[aeou]i$/.test(stem) ? stem.slice(0, -1) : stem
}

/** The part of a surname that a sister, a brother and a translated document share. */
export function surnameStem(folded: string): string {
  const words = folded.split(' ')
  return words.map((word) => withoutGlide(withoutEnding(word, SURNAME_ENDINGS))).join(' ')
}

/** The father's given name inside a patronymic: «Серікұлы», «Серикович» and «Serikkyzy» give "serik". */
export function patronymicStem(folded: string): string {
  return withoutGlide(withoutEnding(folded.replaceAll(' ', ''), PATRONYMIC_ENDINGS))
}
