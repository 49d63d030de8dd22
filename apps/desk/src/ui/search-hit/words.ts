import { defineWords } from '@umai/words'

export const searchHitWords = defineWords({
  kk: { '5': 'өте ұқсас', '4': 'ұқсас', '3': 'біршама ұқсас', '2': 'әлсіз', '1': 'күмәнді' },
  ru: {
    '5': 'очень похоже',
    '4': 'похоже',
    '3': 'отчасти похоже',
    '2': 'слабо',
    '1': 'сомнительно',
  },
  en: { '5': 'very alike', '4': 'alike', '3': 'partly alike', '2': 'weak', '1': 'doubtful' },
})

/** Why something was found. */
export const hitReasonWords = defineWords({
  kk: {
    number: 'нөмірі бойынша',
    iin: 'ЖСН сәйкес',
    phone: 'сол телефон',
    'birth-date': 'туған күні сәйкес',
    name: 'аты сәйкес',
    'name-begins': 'аты солай басталады',
    'other-spelling': 'аты басқаша жазылған',
    'sounds-alike': 'естілуі ұқсас',
    'affected-person': 'жәбірленушінің аты бойынша',
  },
  ru: {
    number: 'по номеру',
    iin: 'тот же ИИН',
    phone: 'тот же телефон',
    'birth-date': 'та же дата рождения',
    name: 'то же имя',
    'name-begins': 'имя так начинается',
    'other-spelling': 'имя в другом написании',
    'sounds-alike': 'звучит похоже',
    'affected-person': 'по имени пострадавшей',
  },
  en: {
    number: 'by its number',
    iin: 'same IIN',
    phone: 'same phone',
    'birth-date': 'same date of birth',
    name: 'same name',
    'name-begins': 'name begins so',
    'other-spelling': 'name in another spelling',
    'sounds-alike': 'sounds alike',
    'affected-person': 'by name of the affected person',
  },
})
