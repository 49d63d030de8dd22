// The page that says whether a paper is real. It is opened by a stranger's telephone: neutral to the last word.
import { defineWords } from '@umai/words'

export const documentWords = defineWords({
  kk: {
    title: 'Құжатты тексеру',
    valid: 'Құжат түпнұсқа, күшінде',
    ended: 'Құжат түпнұсқа, мерзімі аяқталған',
    revoked: 'Құжат түпнұсқа, бірақ қайтарып алынған',
    unknown: 'Мұндай кодпен құжат табылмады',
    number: 'Нөмірі',
    issued: 'Шығарылған күні',
    unit: 'Кім шығарды',
  },
  ru: {
    title: 'Проверка документа',
    valid: 'Документ подлинный, действует',
    ended: 'Документ подлинный, срок истёк',
    revoked: 'Документ подлинный, но отозван',
    unknown: 'Документа с таким кодом нет',
    number: 'Номер',
    issued: 'Дата',
    unit: 'Кем выдан',
  },
  en: {
    title: 'Document check',
    valid: 'The document is genuine and in force',
    ended: 'The document is genuine; its term has ended',
    revoked: 'The document is genuine but was revoked',
    unknown: 'There is no document with this code',
    number: 'Number',
    issued: 'Issued',
    unit: 'Issued by',
  },
})
