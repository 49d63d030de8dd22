import { defineWords } from '@umai/words'

export const articleWords = defineWords({
  kk: {
    open: '{label}: мәтіні мен дереккөзі',
    inForce: '{from} бастап күшінде',
    source: 'Дереккөз',
    paraphrase: 'Норманың мазмұндамасы',
    verified: 'мәтіні салыстырылған',
    secondary: 'екінші дереккөз бойынша',
    unverified: 'тексерілмеген',
    method: 'Бұл әдістеме ережесі, заң емес.',
    close: 'Жабу',
  },
  ru: {
    open: '{label}: текст и источник',
    inForce: 'действует с {from}',
    source: 'Источник',
    paraphrase: 'Изложение нормы',
    verified: 'текст сверен',
    secondary: 'по вторичному источнику',
    unverified: 'не проверено',
    method: 'Это правило методики, а не закон.',
    close: 'Закрыть',
  },
  en: {
    open: '{label}: text and source',
    inForce: 'in force from {from}',
    source: 'Source',
    paraphrase: 'Paraphrase of the provision',
    verified: 'text checked',
    secondary: 'from a secondary source',
    unverified: 'not verified',
    method: 'This is a rule of the method, not of the law.',
    close: 'Close',
  },
})
