import { defineWords } from '@umai/words'

export const safeContactWords = defineWords({
  kk: {
    title: 'Қауіпсіз байланыс:',
    unknown: 'қашан және қалай қоңырау шалуға болатыны белгісіз. Алдымен сұраңыз.',
    notNow: 'Қазір қоңырау шалуға болмайды.',
    noMessages: 'Хабарлама қалдырмаңыз.',
    codeWord: 'Құпия сөз бар.',
  },
  ru: {
    title: 'Безопасная связь:',
    unknown: 'не известно, когда и как можно звонить. Сначала спросите.',
    notNow: 'Сейчас звонить нельзя.',
    noMessages: 'Не оставляйте сообщений.',
    codeWord: 'Есть кодовое слово.',
  },
  en: {
    title: 'Safe contact:',
    unknown: 'when and how to call is not known. Ask first.',
    notNow: 'Do not call now.',
    noMessages: 'Leave no messages.',
    codeWord: 'There is a code word.',
  },
})
