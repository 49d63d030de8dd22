import { defineWords } from '@umai/words'

export const reasonTreeWords = defineWords({
  kk: { all: 'БӘРІ', any: 'КЕЗ КЕЛГЕНІ', not: 'ЕМЕС', reading: 'ОҚЫЛЫМ' },
  ru: { all: 'ВСЕ', any: 'ЛЮБОЕ', not: 'НЕ', reading: 'ПРОЧТЕНИЕ' },
  en: { all: 'ALL', any: 'ANY', not: 'NOT', reading: 'READING' },
})
