import { defineWords } from '@umai/words'

export const pictureWords = defineWords({
  kk: {
    asPicture: 'Сурет',
    asTable: 'Кесте',
    now: 'қазір',
    household: 'бірге тұрады',
    hour: '{n} сағ',
    day: '{n} тәул.',
  },
  ru: {
    asPicture: 'Картина',
    asTable: 'Таблица',
    now: 'сейчас',
    household: 'живут вместе',
    hour: '{n} ч',
    day: '{n} сут.',
  },
  en: {
    asPicture: 'Picture',
    asTable: 'Table',
    now: 'now',
    household: 'live together',
    hour: '{n} h',
    day: '{n} d',
  },
})
