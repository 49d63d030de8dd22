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
