import { defineWords } from '@umai/words'

export const likelyPeopleWords = defineWords({
  kk: {
    born: 'туған жылы {year}',
    noYear: 'туған жылы белгісіз',
    why: 'Неге ұқсас: салмақтары',
    isSame: '{name} — сол адам ба?',
    same: 'сол адам',
    different: 'басқа адам',
    unsure: 'білмеймін',
  },
  ru: {
    born: 'год рождения {year}',
    noYear: 'год рождения неизвестен',
    why: 'Почему похоже: веса',
    isSame: '{name} — тот же человек?',
    same: 'тот же',
    different: 'другой',
    unsure: 'не знаю',
  },
  en: {
    born: 'born {year}',
    noYear: 'year of birth not known',
    why: 'Why alike: the weights',
    isSame: 'Is {name} the same person?',
    same: 'the same',
    different: 'somebody else',
    unsure: 'I do not know',
  },
})
