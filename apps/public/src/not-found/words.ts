import { defineWords } from '@umai/words'

export const notFoundWords = defineWords({
  kk: {
    title: 'Қате: бет жоқ',
    heading: 'Бұл мекенжайда бет жоқ',
    lead: 'Мекенжай қате терілген немесе бет жабылған. Сіздің ештеңеңіз жоғалған жоқ.',
    home: 'Басты бетке өту',
  },
  ru: {
    title: 'Ошибка: нет страницы',
    heading: 'По этому адресу страницы нет',
    lead: 'В адресе опечатка, или страницу закрыли. У вас ничего не пропало.',
    home: 'На первую страницу',
  },
  en: {
    title: 'Error: no page',
    heading: 'There is no page at this address',
    lead: 'The address has a slip in it, or the page was closed. You have lost nothing.',
    home: 'Go to the first page',
  },
})
