import { defineWords } from '@umai/words'

export const citedWords = defineWords({
  kk: {
    article: '{number}-бап',
    point: '{number}-тармақ',
    says: 'Заңда не делінген',
    unverified: 'Бұл мәлімет заң мәтінінен тексерілмеген, заңгерден нақтылаңыз.',
    disputed: 'Бұл жерді заңгерлер әртүрлі түсінеді.',
  },
  ru: {
    article: 'ст. {number}',
    point: 'п. {number}',
    says: 'Что сказано в законе',
    unverified: 'Это не сверено с текстом закона, уточните у юриста.',
    disputed: 'Юристы понимают это место по-разному.',
  },
  en: {
    article: 'art. {number}',
    point: 'point {number}',
    says: 'What the law says',
    unverified: 'Not checked against the text of the law; ask a lawyer to be sure.',
    disputed: 'Lawyers read this passage in different ways.',
  },
})
