import { defineWords } from '@umai/words'

export const lawWords = defineWords({
  kk: { wrong: '{value} берілген; күтілгені: {expected}', notDay: '{value} күні жоқ' },
  ru: { wrong: 'дано {value}; ожидалось: {expected}', notDay: 'дня {value} нет' },
  en: { wrong: '{value} was given; expected: {expected}', notDay: 'there is no day {value}' },
})
