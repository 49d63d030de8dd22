// Every error a user can meet: code, HTTP status, what is wrong and what to do next, in three languages.
// A code is never renamed once it is out; docs/reference/errors.md is generated from this list.
import type { Text } from './lang.ts'

export type ErrorEntry = Readonly<{ status: number; title: Text; next: Text }>

export const errorCatalogue = {
  'input-invalid': {
    status: 400,
    title: {
      kk: 'Сұрау дұрыс толтырылмаған',
      ru: 'Запрос заполнен неверно',
      en: 'The request is not filled in correctly',
    },
    next: {
      kk: 'Белгіленген өрістерді түзетіп, қайта жіберіңіз.',
      ru: 'Исправьте отмеченные поля и отправьте снова.',
      en: 'Correct the marked fields and send it again.',
    },
  },
  'cursor-invalid': {
    status: 400,
    title: {
      kk: 'Тізімнің бұл беті ашылмайды',
      ru: 'Эта страница списка не открывается',
      en: 'This page of the list cannot be opened',
    },
    next: {
      kk: 'Тізімді басынан ашыңыз.',
      ru: 'Откройте список сначала.',
      en: 'Open the list from its beginning.',
    },
  },
  'signed-out': {
    status: 401,
    title: { kk: 'Жүйеге кіру қажет', ru: 'Нужно войти в систему', en: 'You need to sign in' },
    next: {
      kk: 'Жүйеге кіріп, әрекетті қайталаңыз.',
      ru: 'Войдите и повторите действие.',
      en: 'Sign in and repeat the action.',
    },
  },
  'sign-in-failed': {
    status: 401,
    title: { kk: 'Кіру мүмкін болмады', ru: 'Войти не удалось', en: 'Sign-in failed' },
    next: {
      kk: 'Логинді, құпиясөзді және кодты тексеріп, қайта енгізіңіз.',
      ru: 'Проверьте логин, пароль и код и введите снова.',
      en: 'Check login, password and code and enter them again.',
    },
  },
  'sign-in-throttled': {
    status: 429,
    title: {
      kk: 'Кіру әрекеттері тым көп',
      ru: 'Слишком много попыток входа',
      en: 'Too many attempts to sign in',
    },
    next: {
      kk: 'Көрсетілген уақыттан кейін қайталаңыз; құпиясөз ұмытылса, әкімшіге жүгініңіз.',
      ru: 'Повторите через указанное время; если пароль забыт, обратитесь к администратору.',
      en: 'Try again after the time shown; if the password is forgotten, ask the administrator.',
    },
  },
  'step-up-required': {
    status: 403,
    title: {
      kk: 'Бұл әрекет үшін жеке басыңызды қайта растаңыз',
      ru: 'Для этого действия подтвердите себя ещё раз',
      en: 'Confirm who you are again for this action',
    },
    next: {
      kk: 'Кілтпен немесе кодпен растаңыз, содан кейін әрекет жалғасады.',
      ru: 'Подтвердите ключом или кодом, после этого действие продолжится.',
      en: 'Confirm with your passkey or code; the action then continues.',
    },
  },
  'permission-missing': {
    status: 403,
    title: {
      kk: 'Сіздің рөліңіз бұл әрекетке құқық бермейді',
      ru: 'Ваша роль не даёт права на это действие',
      en: 'Your role does not allow this action',
    },
    next: {
      kk: 'Құқық қажет болса, мекемеңіздің әкімшісіне жүгініңіз.',
      ru: 'Если право вам нужно, обратитесь к администратору своей организации.',
      en: 'If you need it, ask the administrator of your agency.',
    },
  },
  'request-forged': {
    status: 403,
    title: {
      kk: 'Сұрау басқа беттен келді',
      ru: 'Запрос пришёл с чужой страницы',
      en: 'The request came from another page',
    },
    next: {
      kk: 'Бетті жаңартып, әрекетті осы жерден қайталаңыз.',
      ru: 'Обновите страницу и повторите действие на ней.',
      en: 'Reload the page and repeat the action there.',
    },
  },
  'not-found': {
    status: 404,
    title: { kk: 'Мұндай жазба жоқ', ru: 'Такой записи нет', en: 'There is no such record' },
    next: {
      kk: 'Мекенжайды тексеріңіз немесе іздеуді пайдаланыңыз.',
      ru: 'Проверьте адрес или воспользуйтесь поиском.',
      en: 'Check the address or use the search.',
    },
  },
  'record-changed': {
    status: 409,
    title: {
      kk: 'Жазбаны осы арада басқа біреу өзгертті',
      ru: 'Запись за это время изменил кто-то другой',
      en: 'Somebody changed the record meanwhile',
    },
    next: {
      kk: 'Өзгерістерді қарап, өзіңіздікін қайта енгізіңіз.',
      ru: 'Посмотрите изменения и внесите свои заново.',
      en: 'Look at the changes and enter yours again.',
    },
  },
  'request-too-large': {
    status: 413,
    title: { kk: 'Сұрау тым үлкен', ru: 'Запрос слишком велик', en: 'The request is too large' },
    next: {
      kk: 'Файлды немесе мәтінді қысқартып, қайта жіберіңіз.',
      ru: 'Сократите файл или текст и отправьте снова.',
      en: 'Shorten the file or text and send it again.',
    },
  },
  'media-type-unsupported': {
    status: 415,
    title: {
      kk: 'Деректер пішімі танылмады',
      ru: 'Формат данных не распознан',
      en: 'The format of the data is not known',
    },
    next: {
      kk: 'Сұрауды JSON түрінде жіберіңіз.',
      ru: 'Отправьте запрос в виде JSON.',
      en: 'Send the request as JSON.',
    },
  },
  'idempotency-key-reused': {
    status: 422,
    title: {
      kk: 'Бұл команда кілті басқа мазмұнмен қолданылған',
      ru: 'Этот ключ команды уже использован с другим содержанием',
      en: 'This command key was used with other content',
    },
    next: {
      kk: 'Бетті жаңартып, форманы қайта жіберіңіз.',
      ru: 'Обновите страницу и отправьте форму заново.',
      en: 'Reload the page and send the form again.',
    },
  },
  'too-many-requests': {
    status: 429,
    title: { kk: 'Сұраулар тым жиі келді', ru: 'Слишком много запросов', en: 'Too many requests' },
    next: {
      kk: 'Біраз күтіп, қайталап көріңіз.',
      ru: 'Подождите немного и попробуйте снова.',
      en: 'Wait a little and try again.',
    },
  },
  'internal-error': {
    status: 500,
    title: {
      kk: 'Жүйеде қате шықты',
      ru: 'В системе произошла ошибка',
      en: 'Something went wrong in the system',
    },
    next: {
      kk: 'Әрекетті қайталаңыз; қайталанса, әкімшіге қате нөмірін айтыңыз.',
      ru: 'Повторите действие; если не поможет, назовите администратору номер ошибки.',
      en: 'Repeat the action; if it fails again, tell the administrator the error number.',
    },
  },
  'server-busy': {
    status: 503,
    title: {
      kk: 'Жүйе қазір бос емес',
      ru: 'Система сейчас перегружена',
      en: 'The system is busy',
    },
    next: {
      kk: 'Бір минуттан кейін қайталаңыз: ештеңе жоғалған жоқ.',
      ru: 'Повторите через минуту: ничего не потеряно.',
      en: 'Try again in a minute: nothing has been lost.',
    },
  },
  'enrolment-invalid': {
    status: 404,
    title: {
      kk: 'Бұл тіркеу сілтемесі жарамайды',
      ru: 'Эта ссылка для регистрации не действует',
      en: 'This enrolment is not valid',
    },
    next: {
      kk: 'Әкімшіден жаңасын сұраңыз.',
      ru: 'Попросите у администратора новую.',
      en: 'Ask the administrator for a new one.',
    },
  },
  'code-wrong': {
    status: 422,
    title: {
      kk: 'Бір реттік код сәйкес келмейді',
      ru: 'Одноразовый код не подходит',
      en: 'The one-time code does not match',
    },
    next: {
      kk: 'Қолданбадағы жаңа кодты енгізіңіз, телефонның уақытын тексеріңіз.',
      ru: 'Введите новый код из приложения и проверьте время на телефоне.',
      en: 'Enter a fresh code from the application and check the time on the phone.',
    },
  },
  'password-weak': {
    status: 422,
    title: {
      kk: 'Құпиясөз тым әлсіз',
      ru: 'Пароль слишком слабый',
      en: 'The password is too weak',
    },
    next: {
      kk: 'Кемінде 12 таңбадан тұратын, кең таралмаған құпиясөз таңдаңыз.',
      ru: 'Выберите пароль не короче 12 знаков, который не встречается в списках известных.',
      en: 'Choose at least 12 characters that are on no list of known passwords.',
    },
  },
  'passkey-refused': {
    status: 422,
    title: {
      kk: 'Кіру кілті қабылданбады',
      ru: 'Ключ входа не принят',
      en: 'The passkey was not accepted',
    },
    next: {
      kk: 'Әрекетті басынан қайталаңыз немесе басқа кілтті пайдаланыңыз.',
      ru: 'Повторите сначала или возьмите другой ключ.',
      en: 'Start again or use another passkey.',
    },
  },
  'login-taken': {
    status: 409,
    title: { kk: 'Бұл логин бос емес', ru: 'Этот логин занят', en: 'This login is taken' },
    next: {
      kk: 'Басқа логин таңдаңыз.',
      ru: 'Выберите другой логин.',
      en: 'Choose another login.',
    },
  },
  'own-account': {
    status: 409,
    title: {
      kk: 'Өз тіркелгіңізге бұл әрекетті жасай алмайсыз',
      ru: 'С собственной учётной записью этого сделать нельзя',
      en: 'You cannot do this to your own account',
    },
    next: {
      kk: 'Мекемеңіздің басқа әкімшісінен сұраңыз.',
      ru: 'Попросите другого администратора вашей организации.',
      en: 'Ask another administrator of your agency.',
    },
  },
  'last-admin': {
    status: 409,
    title: {
      kk: 'Мекемеде әкімші қалмайды',
      ru: 'В организации не останется администратора',
      en: 'The agency would be left without an administrator',
    },
    next: {
      kk: 'Алдымен басқа адамға әкімші рөлін беріңіз.',
      ru: 'Сначала дайте роль администратора другому сотруднику.',
      en: 'First give the role of administrator to somebody else.',
    },
  },
  'user-deactivated': {
    status: 409,
    title: {
      kk: 'Бұл қызметкердің жұмысы аяқталған',
      ru: 'Работа этого сотрудника здесь завершена',
      en: 'This person no longer works here',
    },
    next: {
      kk: 'Басқа қызметкерді таңдаңыз.',
      ru: 'Выберите другого сотрудника.',
      en: 'Choose somebody else.',
    },
  },
  'role-not-for-agency': {
    status: 422,
    title: {
      kk: 'Мұндай мекемеде бұл рөл жоқ',
      ru: 'В такой организации этой роли нет',
      en: 'An agency of this kind does not have this role',
    },
    next: {
      kk: 'Мекеменің түріне сай рөлді таңдаңыз.',
      ru: 'Выберите роль, подходящую к виду организации.',
      en: 'Choose a role that fits the kind of agency.',
    },
  },
  'grant-exists': {
    status: 409,
    title: {
      kk: 'Қызметкерде бұл бөлімшеде осы рөл бар',
      ru: 'У сотрудника уже есть эта роль в этом подразделении',
      en: 'The person already has this role in this unit',
    },
    next: {
      kk: 'Қолданыстағы рөлді пайдаланыңыз немесе басқасын таңдаңыз.',
      ru: 'Оставьте имеющуюся роль или выберите другую.',
      en: 'Keep the present role or choose another.',
    },
  },
  'grant-ended': {
    status: 409,
    title: {
      kk: 'Бұл рөл бұрын алынған',
      ru: 'Эта роль уже снята',
      en: 'This role has already been taken away',
    },
    next: { kk: 'Бетті жаңартыңыз.', ru: 'Обновите страницу.', en: 'Reload the page.' },
  },
  'grant-in-past': {
    status: 422,
    title: {
      kk: 'Рөлдің мерзімі өткен күнмен аяқталады',
      ru: 'Срок роли заканчивается в прошлом',
      en: 'The role would end in the past',
    },
    next: {
      kk: 'Бүгіннен кейінгі күнді көрсетіңіз.',
      ru: 'Укажите день после сегодняшнего.',
      en: 'Give a day after today.',
    },
  },
  'unit-closed': {
    status: 409,
    title: { kk: 'Бөлімше жабылған', ru: 'Подразделение закрыто', en: 'The unit is closed' },
    next: {
      kk: 'Жұмыс істеп тұрған бөлімшені таңдаңыз.',
      ru: 'Выберите действующее подразделение.',
      en: 'Choose a unit that is open.',
    },
  },
  'unit-in-use': {
    status: 409,
    title: {
      kk: 'Бөлімшеде әлі адамдар жұмыс істейді',
      ru: 'В подразделении ещё работают люди',
      en: 'People still work in this unit',
    },
    next: {
      kk: 'Алдымен олардың рөлдерін басқа бөлімшеге ауыстырыңыз.',
      ru: 'Сначала переведите их роли в другое подразделение.',
      en: 'First move their roles to another unit.',
    },
  },
  'unit-parent-invalid': {
    status: 422,
    title: {
      kk: 'Жоғары тұрған бөлімше сәйкес келмейді',
      ru: 'Вышестоящее подразделение не подходит',
      en: 'The parent unit does not fit',
    },
    next: {
      kk: 'Сол мекеменің өзіне бағынбайтын бөлімшесін таңдаңыз.',
      ru: 'Выберите подразделение той же организации, не подчинённое этому.',
      en: 'Choose a unit of the same agency that is not below this one.',
    },
  },
  'place-unknown': {
    status: 422,
    title: {
      kk: 'Мұндай елді мекен тізілімде жоқ',
      ru: 'Такого места нет в справочнике',
      en: 'There is no such place in the register',
    },
    next: {
      kk: 'Орынды тізімнен таңдаңыз.',
      ru: 'Выберите место из списка.',
      en: 'Choose the place from the list.',
    },
  },
  'wall-exists': {
    status: 409,
    title: {
      kk: 'Мұндай қалқа бұрыннан тұр',
      ru: 'Такая преграда уже стоит',
      en: 'Such a wall already stands',
    },
    next: {
      kk: 'Қолданыстағы қалқаны пайдаланыңыз.',
      ru: 'Используйте существующую.',
      en: 'Keep the one that stands.',
    },
  },
  'wall-ended': {
    status: 409,
    title: {
      kk: 'Бұл қалқа бұрын алынған',
      ru: 'Эта преграда уже снята',
      en: 'This wall has already been taken down',
    },
    next: { kk: 'Бетті жаңартыңыз.', ru: 'Обновите страницу.', en: 'Reload the page.' },
  },
  'wall-in-past': {
    status: 422,
    title: {
      kk: 'Қалқаның мерзімі өткен уақытта аяқталады',
      ru: 'Срок преграды заканчивается в прошлом',
      en: 'The wall would end in the past',
    },
    next: {
      kk: 'Келешектегі уақытты көрсетіңіз.',
      ru: 'Укажите время в будущем.',
      en: 'Give a time in the future.',
    },
  },
  'subject-shredded': {
    status: 410,
    title: {
      kk: 'Бұл жазбаның жеке деректері жойылған',
      ru: 'Личные данные этой записи уничтожены',
      en: 'The personal data of this record have been destroyed',
    },
    next: {
      kk: 'Жойылған деректер қалпына келмейді; негізін аудит журналынан қараңыз.',
      ru: 'Восстановить их нельзя; основание смотрите в журнале аудита.',
      en: 'They cannot be restored; the audit log names the basis.',
    },
  },
  'subject-on-hold': {
    status: 409,
    title: {
      kk: 'Бұл жазбаны жоюға тыйым салынған',
      ru: 'Уничтожение этой записи приостановлено',
      en: 'This record must not be destroyed for now',
    },
    next: {
      kk: 'Тыйымның негізін тексеріп, алынғаннан кейін қайталаңыз.',
      ru: 'Проверьте основание запрета и повторите после его снятия.',
      en: 'Check why, and repeat when the hold has been lifted.',
    },
  },
} as const satisfies Readonly<Record<string, ErrorEntry>>

export type ErrorCode = keyof typeof errorCatalogue
