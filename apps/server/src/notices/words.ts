// What the log of a case says of a contact that was tried: by which way, and how it ended.
import { defineWords } from '@umai/words'

export const contactWords = defineWords({
  kk: {
    phone: 'қоңырау',
    message: 'хабарлама',
    'through-someone': 'сенімді адам арқылы',
    'in-person': 'жеке кездесу',
    none: 'жолы көрсетілмеген',
    reached: 'сөйлесті',
    'not-reached': 'жауап бермеді',
    'somebody-else': 'басқа адам жауап берді',
    'asked-to-stop': 'хабарласпауды сұрады',
  },
  ru: {
    phone: 'звонок',
    message: 'сообщение',
    'through-someone': 'через доверенного человека',
    'in-person': 'личная встреча',
    none: 'способ не указан',
    reached: 'поговорили',
    'not-reached': 'не ответила',
    'somebody-else': 'ответил кто-то другой',
    'asked-to-stop': 'просила не связываться',
  },
  en: {
    phone: 'call',
    message: 'message',
    'through-someone': 'through somebody she trusts',
    'in-person': 'in person',
    none: 'no way was given',
    reached: 'spoke with her',
    'not-reached': 'no answer',
    'somebody-else': 'somebody else answered',
    'asked-to-stop': 'she asked not to be contacted',
  },
})
