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
  'too-many-views': {
    status: 409,
    title: {
      kk: 'Жиырмадан артық көрініс сақталмайды',
      ru: 'Больше двадцати видов не сохраняется',
      en: 'No more than twenty views are kept',
    },
    next: {
      kk: 'Керек емесін өшіріп, қайта сақтаңыз.',
      ru: 'Удалите ненужный вид и сохраните снова.',
      en: 'Delete one you do not need and save again.',
    },
  },
  'order-not-breached': {
    status: 409,
    title: {
      kk: 'Бұл нұсқаманың бұзылғаны тіркелмеген',
      ru: 'Нарушение этого предписания не записано',
      en: 'No breach of this order is recorded',
    },
    next: {
      kk: 'Алдымен бұзушылықты тіркеңіз: материалдар сонда өзі жиналады.',
      ru: 'Сначала запишите нарушение: материалы соберутся сами.',
      en: 'Record the breach first: the materials are then gathered by themselves.',
    },
  },
  'attachment-too-large': {
    status: 413,
    title: {
      kk: 'Файл 20 МБ-тан үлкен',
      ru: 'Файл больше 20 МБ',
      en: 'The file is larger than 20 MB',
    },
    next: {
      kk: 'Суретті кішірейтіңіз, жазбаны бөліктерге бөліңіз немесе тасымалдағышты дәлел ретінде бөлек тапсырыңыз; мұнда не екенін жазып қойыңыз.',
      ru: 'Уменьшите снимок, разделите запись на части или передайте носитель как вещественное доказательство, а здесь запишите, что это.',
      en: 'Make the picture smaller, split the recording, or hand over the medium as physical evidence and note here what it is.',
    },
  },
  'attachment-empty': {
    status: 400,
    title: {
      kk: 'Файл бос',
      ru: 'Файл пустой',
      en: 'The file is empty',
    },
    next: {
      kk: 'Құрылғыда файлдың ашылатынын тексеріп, қайта таңдаңыз.',
      ru: 'Проверьте, открывается ли файл на устройстве, и выберите его снова.',
      en: 'Check that the file opens on the device and choose it again.',
    },
  },
  'attachment-disguised': {
    status: 415,
    title: {
      kk: 'Файл мазмұны атына немесе рұқсат етілген түрге сай емес',
      ru: 'Содержимое файла не то, чем он называется, или не принимается',
      en: 'The content of the file is not what its name says, or is not accepted',
    },
    next: {
      kk: 'JPEG, PNG, WebP, TIFF, HEIC суреттері, PDF, MP3, M4A, OGG, WAV, MP4, MOV жазбалары қабылданады. Файлды суретке түсіріп немесе PDF етіп сақтап, қайта жіберіңіз.',
      ru: 'Принимаются снимки JPEG, PNG, WebP, TIFF, HEIC, документы PDF, записи MP3, M4A, OGG, WAV, MP4, MOV. Сфотографируйте или сохраните документ как PDF и приложите снова.',
      en: 'Pictures (JPEG, PNG, WebP, TIFF, HEIC), PDF and recordings (MP3, M4A, OGG, WAV, MP4, MOV) are accepted. Take a photograph or save the paper as PDF and add it again.',
    },
  },
  'attachment-damaged': {
    status: 409,
    title: {
      kk: 'Файл бүтін жетпеді',
      ru: 'Файл пришёл не целиком или изменился в пути',
      en: 'The file did not arrive whole or was changed on its way',
    },
    next: {
      kk: 'Файлды қайта таңдап, тағы бір рет жіберіңіз.',
      ru: 'Выберите файл ещё раз и отправьте снова.',
      en: 'Choose the file again and send it once more.',
    },
  },
  'attachment-kept': {
    status: 409,
    title: {
      kk: 'Бұл файл іске қосылып қойған',
      ru: 'Этот файл уже приложен к делу',
      en: 'This file is already in the case',
    },
    next: {
      kk: 'Істің бетін жаңартыңыз.',
      ru: 'Обновите страницу дела.',
      en: 'Load the page of the case again.',
    },
  },
  'attachment-withdrawn': {
    status: 409,
    title: {
      kk: 'Бұл файл кері алынған',
      ru: 'Этот файл отозван',
      en: 'This file was withdrawn',
    },
    next: {
      kk: 'Файл сақтаулы; қажет болса, оны бөлімше басшысы немесе прокурор аша алады.',
      ru: 'Файл хранится; если он нужен, его откроет руководитель подразделения или прокурор.',
      en: 'The file is kept; if it is needed, the head of the unit or the prosecutor can open it.',
    },
  },
  'duty-without-person': {
    status: 409,
    title: {
      kk: 'Бұл міндет адамға хабарлау емес',
      ru: 'Эта обязанность — не уведомление человека',
      en: 'This duty is not a notice to a person',
    },
    next: {
      kk: 'Орындалғанын міндеттің өз бетінде белгілеңіз.',
      ru: 'Отметьте исполнение на странице обязанности.',
      en: 'Record its performance on the page of the duty.',
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
  'hidden-has-place': {
    status: 422,
    title: {
      kk: 'Жасырын орынның мекенжайы жазылмайды',
      ru: 'У скрытого места не бывает адреса',
      en: 'A hidden place has no address here',
    },
    next: {
      kk: 'Орын мен мекенжайды алып тастаңыз немесе жасырын белгісін алыңыз.',
      ru: 'Уберите место и адрес или снимите отметку «скрыто».',
      en: 'Remove place and address, or take the mark "hidden" off.',
    },
  },
  'hidden-not-public': {
    status: 422,
    title: {
      kk: 'Жасырын орын жарияланбайды',
      ru: 'Скрытое место не публикуется',
      en: 'A hidden place is not published',
    },
    next: {
      kk: 'Алдымен жариялаудан алыңыз; жасырын орын қызметкерлерге ғана көрінеді.',
      ru: 'Сначала снимите с публикации; скрытое место видят только сотрудники.',
      en: 'Take it off the public site first; only staff see a hidden place.',
    },
  },
  'second-look-by-another': {
    status: 409,
    title: {
      kk: 'Бұл сөзді басқа адам қарайды',
      ru: 'Эти слова посмотрит другой человек',
      en: 'Somebody else looks at these words',
    },
    next: {
      kk: 'Екінші қарауды сіз сұрадыңыз, сондықтан басқа тексеруші шешеді.',
      ru: 'Второго взгляда попросили вы, поэтому решает другой модератор.',
      en: 'You asked for a second look, so another moderator decides.',
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
  'iin-invalid': {
    status: 422,
    title: {
      kk: 'ЖСН-да қате бар',
      ru: 'В ИИН ошибка',
      en: 'The IIN has an error',
    },
    next: {
      kk: 'Цифрларды құжатпен салыстырыңыз: бақылау цифры сәйкес келмейді. Белгісіз болса, өрісті бос қалдырыңыз.',
      ru: 'Сверьте цифры с документом: контрольная не сходится. Если номер неизвестен, оставьте поле пустым.',
      en: 'Compare the digits with the document: the control digit does not agree. Leave the field empty if the number is unknown.',
    },
  },
  'date-in-future': {
    status: 422,
    title: {
      kk: 'Күн әлі болған жоқ',
      ru: 'Эта дата ещё не наступила',
      en: 'This day has not come yet',
    },
    next: {
      kk: 'Бүгінгі немесе өткен күнді енгізіңіз.',
      ru: 'Укажите сегодняшний или прошедший день.',
      en: 'Enter today or a past day.',
    },
  },
  'event-in-future': {
    status: 422,
    title: {
      kk: 'Оқиға уақыты әлі болған жоқ',
      ru: 'Время события ещё не наступило',
      en: 'The event lies in the future',
    },
    next: {
      kk: 'Оқиға болған уақытты енгізіңіз.',
      ru: 'Укажите время, когда событие произошло.',
      en: 'Enter the time at which it happened.',
    },
  },
  'event-too-early': {
    status: 422,
    title: {
      kk: 'Оқиға өзінің негізінен бұрын көрсетілген',
      ru: 'Событие указано раньше того, из чего оно следует',
      en: 'The event is dated before what it follows from',
    },
    next: {
      kk: 'Күні мен уақытын тексеріңіз: ол нұсқаманың немесе міндеттің басталуынан кейін болуы керек.',
      ru: 'Проверьте дату и время: событие не может быть раньше вынесения предписания или начала обязанности.',
      en: 'Check day and time: it cannot precede the order or the start of the duty.',
    },
  },
  'report-in-case': {
    status: 409,
    title: {
      kk: 'Хабарлама іске қосылған',
      ru: 'Сообщение уже в деле',
      en: 'The report is already in a case',
    },
    next: {
      kk: 'Істі ашып, сонда жұмыс істеңіз.',
      ru: 'Откройте дело и работайте в нём.',
      en: 'Open the case and work there.',
    },
  },
  'report-ended': {
    status: 409,
    title: {
      kk: 'Хабарлама бойынша жұмыс аяқталған',
      ru: 'Работа по сообщению завершена',
      en: 'The report has been ended',
    },
    next: {
      kk: 'Жаңа мән-жайлар болса, жаңа хабарлама тіркеңіз.',
      ru: 'Если есть новые обстоятельства, запишите новое сообщение.',
      en: 'Record a new report if there is something new.',
    },
  },
  'report-picked-up': {
    status: 409,
    title: {
      kk: 'Хабарламаны басқа қызметкер алған',
      ru: 'Сообщение уже взял другой сотрудник',
      en: 'Somebody else has picked the report up',
    },
    next: {
      kk: 'Кім алғанын хабарламадан көріңіз.',
      ru: 'Кто взял, видно в сообщении.',
      en: 'The report shows who it is.',
    },
  },
  'report-elsewhere': {
    status: 409,
    title: {
      kk: 'Хабарлама басқа бөлімшеде',
      ru: 'Сообщение у другого подразделения',
      en: 'The report lies with another unit',
    },
    next: {
      kk: 'Оны сол бөлімше жұмысқа алады; алмаса, басқа бөлімшеге беріңіз.',
      ru: 'Его берёт в работу то подразделение; если не берёт, передайте другому.',
      en: 'That unit picks it up; if it does not, hand it over to another.',
    },
  },
  'report-dangerous': {
    status: 409,
    title: {
      kk: 'Қауіп бар деп белгіленген хабарламаны іссіз аяқтауға болмайды',
      ru: 'Сообщение с отмеченной опасностью нельзя завершить без дела',
      en: 'A report that speaks of danger cannot be ended without a case',
    },
    next: {
      kk: 'Іс ашыңыз немесе хабарламаны бар іске қосыңыз.',
      ru: 'Откройте дело или приложите сообщение к существующему.',
      en: 'Open a case or put the report into one.',
    },
  },
  'case-closed': {
    status: 409,
    title: {
      kk: 'Іс жабылған',
      ru: 'Дело закрыто',
      en: 'The case is closed',
    },
    next: {
      kk: 'Жұмысты жалғастыру үшін істі себебін көрсетіп қайта ашыңыз.',
      ru: 'Чтобы продолжить работу, откройте дело снова, указав причину.',
      en: 'Reopen the case with a reason to go on.',
    },
  },
  'case-open': {
    status: 409,
    title: {
      kk: 'Іс ашық',
      ru: 'Дело открыто',
      en: 'The case is open',
    },
    next: {
      kk: 'Қайта ашудың қажеті жоқ.',
      ru: 'Открывать его снова не нужно.',
      en: 'There is no need to reopen it.',
    },
  },
  'case-has-open-work': {
    status: 409,
    title: {
      kk: 'Істе аяқталмаған жұмыс бар',
      ru: 'В деле есть незавершённая работа',
      en: 'The case has open work',
    },
    next: {
      kk: 'Алдымен төменде аталғандарды орындаңыз: міндет, нұсқама, жолдама немесе қарау ашық тұрғанда іс жабылмайды.',
      ru: 'Сначала завершите перечисленное: дело не закрывается, пока открыта обязанность, предписание, направление или проверка.',
      en: 'Finish what is listed first: a case does not close while a duty, an order, a referral or a review is open.',
    },
  },
  'assignee-cannot': {
    status: 409,
    title: {
      kk: 'Бұл қызметкер істі ала алмайды',
      ru: 'Этот сотрудник не может взять дело',
      en: 'This person cannot take the case',
    },
    next: {
      kk: 'Осы бөлімшеде істермен жұмыс істейтін басқа қызметкерді таңдаңыз.',
      ru: 'Выберите другого сотрудника этого подразделения, который ведёт дела.',
      en: 'Choose another person of this unit who works on cases.',
    },
  },
  'person-missing': {
    status: 422,
    title: {
      kk: 'Адам көрсетілмеген',
      ru: 'Не указано, о ком речь',
      en: 'It is not said who the person is',
    },
    next: {
      kk: 'Белгілі адамды таңдаңыз немесе жаңасын толтырыңыз, бірақ екеуін бірге емес.',
      ru: 'Выберите известного человека или заполните нового, но не то и другое сразу.',
      en: 'Choose a known person or fill in a new one, but not both.',
    },
  },
  'register-too-large': {
    status: 413,
    title: {
      kk: 'Тізілім 50 МБ-тан үлкен',
      ru: 'Реестр больше 50 МБ',
      en: 'The register is larger than 50 MB',
    },
    next: {
      kk: 'Оны өңірлер немесе жылдар бойынша бөліп, бөлек жіберіңіз.',
      ru: 'Разделите его по районам или годам и отправьте по частям.',
      en: 'Split it by district or year and send the parts one by one.',
    },
  },
  'register-empty': {
    status: 400,
    title: {
      kk: 'Файл бос',
      ru: 'Файл пустой',
      en: 'The file is empty',
    },
    next: {
      kk: 'Файлдың ашылатынын тексеріп, қайта таңдаңыз.',
      ru: 'Проверьте, открывается ли файл, и выберите его снова.',
      en: 'Check that the file opens and choose it again.',
    },
  },
  'register-damaged': {
    status: 409,
    title: {
      kk: 'Тізілім бүтін жетпеді',
      ru: 'Реестр пришёл не целиком или изменился в пути',
      en: 'The register did not arrive whole or was changed on its way',
    },
    next: {
      kk: 'Файлды қайта таңдап, тағы бір рет жіберіңіз.',
      ru: 'Выберите файл ещё раз и отправьте снова.',
      en: 'Choose the file again and send it once more.',
    },
  },
  'register-moved-on': {
    status: 409,
    title: {
      kk: 'Бұл тізілім басқа сатыда',
      ru: 'Этот реестр уже на другом шаге',
      en: 'This register is at another step by now',
    },
    next: {
      kk: 'Бетті жаңартып, тізілімнің қазіргі күйін қараңыз.',
      ru: 'Обновите страницу и посмотрите, что с реестром сейчас.',
      en: 'Load the page again and see how the register stands now.',
    },
  },
  'register-unreadable': {
    status: 422,
    title: {
      kk: 'Файл осылай оқылмайды',
      ru: 'Так файл не читается',
      en: 'The file cannot be read this way',
    },
    next: {
      kk: 'Басқа кодтауды таңдаңыз немесе файлды қайта сақтап, тағы жүктеңіз.',
      ru: 'Выберите другую кодировку или сохраните файл заново и загрузите ещё раз.',
      en: 'Choose another encoding, or save the file again as CSV (UTF-8) or Parquet.',
    },
  },
  'register-forgotten': {
    status: 410,
    title: {
      kk: 'Бұл тізілім жойылған',
      ru: 'Этот реестр уже удалён',
      en: 'This register is deleted',
    },
    next: {
      kk: 'Қайта керек болса, оны жіберген мекемеден сұраңыз.',
      ru: 'Если он снова нужен, запросите его у ведомства, которое его прислало.',
      en: 'If it is needed again, ask the office that sent it.',
    },
  },
  'register-without-name': {
    status: 422,
    title: {
      kk: 'Аты-жөні бар баған көрсетілмеген',
      ru: 'Не указано, в какой колонке имя',
      en: 'It is not said which column holds the name',
    },
    next: {
      kk: 'Аты-жөні, тегі немесе аты жазылған бағанды таңдаңыз: онсыз салыстыратын ештеңе жоқ.',
      ru: 'Выберите колонку с ФИО, фамилией или именем: без неё сравнивать нечего.',
      en: 'Choose the column with the whole name, the surname or the given name: without it there is nothing to compare.',
    },
  },
  'register-needs-second': {
    status: 403,
    title: {
      kk: 'Салыстыруға екінші адам рұқсат береді',
      ru: 'Сравнение разрешает второй человек',
      en: 'A second person lets it be compared',
    },
    next: {
      kk: 'Тізілімді жүктеген адам өзі рұқсат бере алмайды. Бөлім басшысынан немесе басқа жауапты қызметкерден сұраңыз.',
      ru: 'Кто загрузил реестр, сам разрешить не может. Попросите руководителя подразделения или другого ответственного за записи.',
      en: 'Whoever brought the register cannot let it himself. Ask the head of the unit or another steward.',
    },
  },
  'person-merged': {
    status: 409,
    title: {
      kk: 'Жазбалардың бірі бұрын біріктірілген',
      ru: 'Одна из записей уже объединена',
      en: 'One of the records is merged already',
    },
    next: {
      kk: 'Алдымен ол біріктіруді ажыратыңыз немесе негізгі жазбасымен салыстырыңыз.',
      ru: 'Сначала разъедините её или сравните ту запись, что стоит за неё.',
      en: 'Take that merge apart first, or compare the record that stands for it.',
    },
  },
  'merge-ended': {
    status: 409,
    title: {
      kk: 'Бұл жазбалар бұрын ажыратылған',
      ru: 'Эти записи уже разъединены',
      en: 'These records are taken apart already',
    },
    next: {
      kk: 'Бетті жаңартыңыз.',
      ru: 'Обновите страницу.',
      en: 'Load the page again.',
    },
  },
  'person-in-case': {
    status: 409,
    title: {
      kk: 'Бұл адам істе осы рөлде бар',
      ru: 'Этот человек уже в деле в этой роли',
      en: 'This person is already in the case in this role',
    },
    next: {
      kk: 'Істегі адамдар тізімін қараңыз.',
      ru: 'Посмотрите список людей в деле.',
      en: 'See the people of the case.',
    },
  },
  'person-not-in-case': {
    status: 409,
    title: {
      kk: 'Бұл адам істе жоқ',
      ru: 'Этого человека нет в деле',
      en: 'This person is not in the case',
    },
    next: {
      kk: 'Алдымен адамды іске қосыңыз.',
      ru: 'Сначала добавьте человека в дело.',
      en: 'Add the person to the case first.',
    },
  },
  'safe-contact-incomplete': {
    status: 422,
    title: {
      kk: 'Қауіпсіз байланыс толық толтырылмаған',
      ru: 'Безопасная связь заполнена не полностью',
      en: 'The safe contact is incomplete',
    },
    next: {
      kk: 'Рұқсат болса, арнаны, нөмірді және қауіпсіз уақытты көрсетіңіз.',
      ru: 'Если связываться можно, укажите канал, номер и безопасное время.',
      en: 'If contact is allowed, give the channel, the number and the safe hours.',
    },
  },
  'contact-not-safe': {
    status: 409,
    title: {
      kk: 'Қазір байланысуға болмайды',
      ru: 'Сейчас связываться нельзя',
      en: 'Contact is not safe now',
    },
    next: {
      kk: 'Қауіпсіз уақытты күтіңіз немесе адаммен бетпе-бет растаңыз; белгісіз болса, байланыспаңыз.',
      ru: 'Дождитесь безопасного времени или подтвердите способ при личной встрече; если он неизвестен, не связывайтесь.',
      en: 'Wait for the safe hours or confirm the way in person; if it is unknown, do not make contact.',
    },
  },
  'address-not-set': {
    status: 409,
    title: {
      kk: 'Қорғалған мекенжай жазылмаған',
      ru: 'Защищённый адрес не записан',
      en: 'No protected address is recorded',
    },
    next: {
      kk: 'Адамнан сұрап, алдымен оны жазыңыз.',
      ru: 'Сначала спросите человека и запишите адрес.',
      en: 'Ask the person and record it first.',
    },
  },
  'law-refused': {
    status: 422,
    title: {
      kk: 'Заңнан бұлай сұрауға болмайды',
      ru: 'Так закон спросить нельзя',
      en: 'The law cannot be asked this way',
    },
    next: {
      kk: 'Аталған фактіні, мәнді немесе күнді түзетіңіз; енгізілгені сақталды.',
      ru: 'Исправьте названный факт, значение или день; введённое не потеряно.',
      en: 'Correct the fact, value or day that is named; nothing you entered is lost.',
    },
  },
  'law-busy': {
    status: 503,
    title: {
      kk: 'Заң бойынша есептеу бос емес',
      ru: 'Расчёт по закону занят',
      en: 'The law is busy answering',
    },
    next: {
      kk: 'Бірнеше секундтан кейін қайталаңыз.',
      ru: 'Повторите через несколько секунд.',
      en: 'Try again in a few seconds.',
    },
  },
  'fact-unknown': {
    status: 422,
    title: {
      kk: 'Заң бұл фактіні сұрамайды',
      ru: 'Закон о таком факте не спрашивает',
      en: 'The law does not ask for this fact',
    },
    next: {
      kk: 'Бетті жаңартып, көрсетілген сұрақтарға жауап беріңіз.',
      ru: 'Обновите страницу и ответьте на показанные вопросы.',
      en: 'Refresh the page and answer the questions shown.',
    },
  },
  'fact-invalid': {
    status: 422,
    title: {
      kk: 'Жауап сұраққа сай емес',
      ru: 'Ответ не подходит к вопросу',
      en: 'The answer does not fit the question',
    },
    next: {
      kk: 'Ұсынылған мәндердің бірін таңдаңыз.',
      ru: 'Выберите одно из предложенных значений.',
      en: 'Choose one of the values offered.',
    },
  },
  'duty-ended': {
    status: 409,
    title: {
      kk: 'Міндет аяқталған',
      ru: 'Обязанность уже завершена',
      en: 'The duty has ended',
    },
    next: {
      kk: 'Кім және қашан аяқтағанын істен көріңіз.',
      ru: 'Кто и когда её завершил, видно в деле.',
      en: 'The case shows who ended it and when.',
    },
  },
  'duty-needs-act': {
    status: 409,
    title: {
      kk: 'Бұл міндет өз әрекетімен орындалады',
      ru: 'Эта обязанность исполняется своим действием',
      en: 'This duty is fulfilled by an act of its own',
    },
    next: {
      kk: 'Міндеттің жанындағы батырманы басыңыз: тапсыру, тексеру, түсіндіру немесе бағалау.',
      ru: 'Нажмите кнопку у обязанности: вручить, проверить, разъяснить или оценить.',
      en: 'Press the button beside the duty: serve, check, explain or assess.',
    },
  },
  'duty-own': {
    status: 409,
    title: {
      kk: 'Өз міндетіңізді алып тастай алмайсыз',
      ru: 'Свою обязанность снять с себя нельзя',
      en: 'You cannot waive a duty of your own',
    },
    next: {
      kk: 'Басшыға немесе қадағалайтын прокурорға жүгініңіз.',
      ru: 'Обратитесь к руководителю или надзирающему прокурору.',
      en: 'Ask your head or the supervising prosecutor.',
    },
  },
  'duty-of-other-unit': {
    status: 409,
    title: {
      kk: 'Бұл басқа бөлімшенің міндеті',
      ru: 'Это обязанность другого подразделения',
      en: 'This is the duty of another unit',
    },
    next: {
      kk: 'Істі тағайындайтын басшыға жүгініңіз.',
      ru: 'Обратитесь к руководителю, который распределяет дела.',
      en: 'Ask the head who assigns cases.',
    },
  },
  'order-not-allowed': {
    status: 409,
    title: {
      kk: 'Заң бұл нұсқаманы шығаруға жол бермейді',
      ru: 'Закон не допускает такое предписание',
      en: 'The law does not allow this order',
    },
    next: {
      kk: 'Төмендегі негіздер мен баптарды қараңыз.',
      ru: 'Основания и статьи перечислены ниже.',
      en: 'The grounds and articles are listed below.',
    },
  },
  'order-in-force': {
    status: 409,
    title: {
      kk: 'Осы адамдарға қатысты нұсқама бар',
      ru: 'По этим людям уже есть предписание',
      en: 'There already is an order for these people',
    },
    next: {
      kk: 'Оны тапсырыңыз, тексеріңіз немесе қайтарып алыңыз.',
      ru: 'Вручите его, проверяйте или отзовите.',
      en: 'Serve it, check it or revoke it.',
    },
  },
  'order-served': {
    status: 409,
    title: {
      kk: 'Нұсқама тапсырылған',
      ru: 'Предписание уже вручено',
      en: 'The order has been served',
    },
    next: {
      kk: 'Мерзімі тапсырылған сәттен есептеледі.',
      ru: 'Срок уже идёт с момента вручения.',
      en: 'Its term runs from the service.',
    },
  },
  'order-revoked': {
    status: 409,
    title: {
      kk: 'Нұсқама қайтарып алынған',
      ru: 'Предписание отозвано',
      en: 'The order was revoked',
    },
    next: {
      kk: 'Қажет болса, жаңа нұсқама шығарыңыз.',
      ru: 'Если нужно, вынесите новое.',
      en: 'Issue a new one if it is needed.',
    },
  },
  'order-expired': {
    status: 409,
    title: {
      kk: 'Нұсқаманың мерзімі өткен',
      ru: 'Срок предписания истёк',
      en: 'The order has expired',
    },
    next: {
      kk: 'Қауіп сақталса, жаңа нұсқама шығарыңыз.',
      ru: 'Если опасность осталась, вынесите новое.',
      en: 'Issue a new one if there still is danger.',
    },
  },
  'order-not-in-force': {
    status: 409,
    title: {
      kk: 'Нұсқама көрсетілген уақытта күшінде болмаған',
      ru: 'В указанное время предписание не действовало',
      en: 'The order was not in force at that time',
    },
    next: {
      kk: 'Уақытты тексеріңіз: нұсқама тапсырылғаннан бастап мерзімі біткенше күшінде.',
      ru: 'Проверьте время: предписание действует от вручения до конца срока.',
      en: 'Check the time: an order is in force from its service to the end of its term.',
    },
  },
  'witness-missing': {
    status: 422,
    title: {
      kk: 'Куә көрсетілмеген',
      ru: 'Не указан свидетель',
      en: 'No witness is named',
    },
    next: {
      kk: 'Адам болмаса, нұсқама кімнің көзінше қалдырылғанын жазыңыз.',
      ru: 'Если человека нет, запишите, при ком предписание оставлено.',
      en: 'If the person was absent, say before whom the order was left.',
    },
  },
  'rights-not-explained': {
    status: 409,
    title: {
      kk: 'Құқықтар түсіндірілмеген',
      ru: 'Права не разъяснены',
      en: 'The rights have not been explained',
    },
    next: {
      kk: 'Алдымен құқықтарды адамға түсінікті тілде түсіндіріп, белгілеңіз.',
      ru: 'Сначала разъясните права на понятном человеку языке и отметьте это.',
      en: 'Explain the rights in a language the person understands and record it first.',
    },
  },
  'copy-not-foreseen': {
    status: 409,
    title: {
      kk: 'Осы күнгі заң мұндай көшірмені көздемейді',
      ru: 'Закон этого дня такой копии не предусматривает',
      en: 'The law of this day does not foresee this copy',
    },
    next: {
      kk: 'Прокурорға көшірме 2026 жылғы 1 наурызға дейін шығарылған нұсқамалар бойынша жіберіледі.',
      ru: 'Прокурору копия направлялась по предписаниям, вынесенным до 1 марта 2026 года включительно.',
      en: 'The prosecutor received copies of orders issued up to 1 March 2026.',
    },
  },
  'right-topic-unknown': {
    status: 422,
    title: {
      kk: 'Мұндай түсіндіру тақырыбы жоқ',
      ru: 'Такой темы разъяснения нет',
      en: 'There is no such topic to explain',
    },
    next: {
      kk: 'Тізімді жаңартып, қайта белгілеңіз.',
      ru: 'Обновите список и отметьте снова.',
      en: 'Refresh the list and tick again.',
    },
  },
  'referral-to-self': {
    status: 409,
    title: {
      kk: 'Іс осы бөлімшеде тұр',
      ru: 'Дело и так в этом подразделении',
      en: 'The case is already with this unit',
    },
    next: {
      kk: 'Басқа бөлімшені таңдаңыз.',
      ru: 'Выберите другое подразделение.',
      en: 'Choose another unit.',
    },
  },
  'referral-open': {
    status: 409,
    title: {
      kk: 'Бұл бөлімшеге жолдама жіберілген',
      ru: 'Этому подразделению направление уже отправлено',
      en: 'This unit already has a referral',
    },
    next: {
      kk: 'Жауабын күтіңіз немесе қайтарып алыңыз.',
      ru: 'Дождитесь ответа или отзовите его.',
      en: 'Wait for its answer or recall it.',
    },
  },
  'referral-basis-missing': {
    status: 422,
    title: {
      kk: 'Жолдаманың негізі көрсетілмеген',
      ru: 'Не указано основание направления',
      en: 'The referral has no basis',
    },
    next: {
      kk: 'Адамның келісімін белгілеңіз немесе бапты көрсетіңіз.',
      ru: 'Отметьте согласие человека или укажите статью.',
      en: 'Tick the consent of the person or name the article.',
    },
  },
  'unit-cannot': {
    status: 409,
    title: {
      kk: 'Бұл бөлімше істі ала алмайды',
      ru: 'Это подразделение не может взять дело',
      en: 'This unit cannot take the case',
    },
    next: {
      kk: 'Басқа бөлімшені таңдаңыз.',
      ru: 'Выберите другое подразделение.',
      en: 'Choose another unit.',
    },
  },
  'referral-answered': {
    status: 409,
    title: {
      kk: 'Жолдамаға жауап берілген',
      ru: 'На направление уже ответили',
      en: 'The referral has been answered',
    },
    next: {
      kk: 'Жауабын істен көріңіз.',
      ru: 'Ответ виден в деле.',
      en: 'The case shows the answer.',
    },
  },
  'referral-not-accepted': {
    status: 409,
    title: {
      kk: 'Жолдама қабылданбаған',
      ru: 'Направление не принято',
      en: 'The referral was not accepted',
    },
    next: {
      kk: 'Нәтижені тек қабылданған жолдама бойынша жазуға болады.',
      ru: 'Итог записывают только по принятому направлению.',
      en: 'An outcome is recorded for an accepted referral only.',
    },
  },
  'withdrawal-in-review': {
    status: 409,
    title: {
      kk: 'Бас тарту қаралуда',
      ru: 'Отказ уже на рассмотрении',
      en: 'A withdrawal is already in review',
    },
    next: {
      kk: 'Екінші бөлімшенің шешімін күтіңіз.',
      ru: 'Дождитесь решения второго подразделения.',
      en: 'Wait for the decision of the second unit.',
    },
  },
  'review-unit-same': {
    status: 409,
    title: {
      kk: 'Қарайтын бөлімше істі жүргізетін бөлімшеден бөлек болуы керек',
      ru: 'Проверять должно другое подразделение',
      en: 'Another unit has to review',
    },
    next: {
      kk: 'Басқа бөлімшені таңдаңыз.',
      ru: 'Выберите другое подразделение.',
      en: 'Choose another unit.',
    },
  },
  'withdrawal-decided': {
    status: 409,
    title: {
      kk: 'Бас тарту бойынша шешім қабылданған',
      ru: 'По отказу уже решено',
      en: 'The withdrawal has been decided',
    },
    next: {
      kk: 'Шешімі істен көрінеді.',
      ru: 'Решение видно в деле.',
      en: 'The case shows the decision.',
    },
  },
  'withdrawal-own': {
    status: 409,
    title: {
      kk: 'Бас тартуды тіркеген бөлімше оны қарай алмайды',
      ru: 'Подразделение, записавшее отказ, не может его проверять',
      en: 'The unit that recorded the withdrawal cannot review it',
    },
    next: {
      kk: 'Шешімді екінші бөлімше қабылдайды.',
      ru: 'Решает второе подразделение.',
      en: 'The second unit decides.',
    },
  },
  'withdrawal-call-missing': {
    status: 409,
    title: {
      kk: 'Адаммен оңаша сөйлеспей шешім қабылданбайды',
      ru: 'Без разговора наедине решать нельзя',
      en: 'Nothing is decided without speaking to the person alone',
    },
    next: {
      kk: 'Қауіпсіз арна арқылы қоңырау шалып, нәтижесін жазыңыз.',
      ru: 'Позвоните по безопасному каналу и запишите итог.',
      en: 'Call by the safe channel and record what was said.',
    },
  },
  'child-case-open': {
    status: 409,
    title: {
      kk: 'Баланың жеке ісі бар',
      ru: 'У ребёнка уже есть собственное дело',
      en: 'The child already has a case of its own',
    },
    next: {
      kk: 'Оны осы істің «Балалар» бөлігінен ашыңыз.',
      ru: 'Откройте его в части «Дети» этого дела.',
      en: 'Open it from the part “Children” of this case.',
    },
  },
  'guardian-conflict': {
    status: 409,
    title: {
      kk: 'Бұл адам айыпталған тарапта: жәбірленушінің немесе баланың атынан әрекет ете алмайды',
      ru: 'Этот человек на стороне того, на кого жалуются: за пострадавшего или ребёнка он не действует',
      en: 'This person stands by the one complained of, and does not act for the affected person or the child',
    },
    next: {
      kk: 'Қамқоршылық органы шешкенше онымен сөйлеспеңіз, келісімін сұрамаңыз. Баланың өзімен оңаша сөйлесіңіз; істі келісім бойынша емес, заң бабы бойынша жіберіңіз.',
      ru: 'До решения органа опеки не объясняйте ему и не спрашивайте его согласия. Говорите с самим ребёнком наедине; направляйте дело не по согласию, а по статье закона.',
      en: 'Until the guardianship body has decided, explain nothing to him and do not ask his consent. Speak with the child alone; send the case by an article of law, not by consent.',
    },
  },
  'contact-of-alleged': {
    status: 409,
    title: {
      kk: 'Бұл нөмір айыпталған адамдікі',
      ru: 'Это номер того, на кого жалуются',
      en: 'This number belongs to the one complained of',
    },
    next: {
      kk: 'Қауіпсіз басқа нөмір көрсетіңіз. Ата-анасы болса да, шешім шыққанша оған хабарласпаңыз.',
      ru: 'Укажите другой безопасный номер. Даже если это родитель, до решения органа опеки ему не звонят.',
      en: 'Give another, safe number. Even a parent is not called until the guardianship body has decided.',
    },
  },
  'reconciliation-barred': {
    status: 409,
    title: {
      kk: 'Бұл іс бойынша татуласуға заң тыйым салады',
      ru: 'По этому делу закон запрещает примирение',
      en: 'The law bars reconciliation in this case',
    },
    next: {
      kk: 'Бабы төменде. Адамның тілегін бас тарту ретінде жазыңыз: оны екінші бөлімше қарайды.',
      ru: 'Статья указана ниже. Желание человека запишите как отказ: его рассмотрит второе подразделение.',
      en: 'The article is below. Record the wish as a withdrawal: a second unit will look at it.',
    },
  },
  'withdrawal-barred': {
    status: 409,
    title: {
      kk: 'Заң бойынша татуласуға байланысты босатуға болмайды',
      ru: 'Закон не допускает освобождения в связи с примирением',
      en: 'The law bars release on reconciliation',
    },
    next: {
      kk: 'Негізі мен бабы төменде; бас тарту қабылданбайды.',
      ru: 'Основание и статья указаны ниже; отказ не учитывается.',
      en: 'The ground and article are below; the withdrawal is set aside.',
    },
  },
  'instrument-unknown': {
    status: 422,
    title: {
      kk: 'Мұндай құрал жоқ',
      ru: 'Такого инструмента нет',
      en: 'There is no such instrument',
    },
    next: {
      kk: 'Тізімнен таңдаңыз.',
      ru: 'Выберите из списка.',
      en: 'Choose one from the list.',
    },
  },
  'instrument-disabled': {
    status: 409,
    title: {
      kk: 'Құралды қолдануға рұқсат жоқ',
      ru: 'Этот инструмент применять нельзя',
      en: 'This instrument may not be used',
    },
    next: {
      kk: 'Құқық иесінің рұқсаты тіркелгенше басқасын қолданыңыз.',
      ru: 'Пока не приложено разрешение правообладателя, используйте другой.',
      en: 'Use another until the permission of its owner is attached.',
    },
  },
  'instrument-changed': {
    status: 409,
    title: {
      kk: 'Құралдың нұсқасы жаңарды',
      ru: 'Инструмент обновился',
      en: 'The instrument has a new version',
    },
    next: {
      kk: 'Бетті жаңартыңыз: жауаптарыңыз сақталады.',
      ru: 'Обновите страницу: ваши ответы сохранятся.',
      en: 'Refresh the page: your answers are kept.',
    },
  },
  'licence-open-already': {
    status: 409,
    title: {
      kk: 'Бұл құралға рұқсат ұсынылған немесе күшінде',
      ru: 'По этому инструменту уже есть предложенное или действующее разрешение',
      en: 'A permission for this instrument is proposed or in force already',
    },
    next: {
      kk: 'Алдымен ұсынысты шешіңіз немесе күшіндегі рұқсатты тоқтатыңыз.',
      ru: 'Сначала решите по предложению или прекратите действующее разрешение.',
      en: 'First decide about the proposal, or revoke the one in force.',
    },
  },
  'licence-decided': {
    status: 409,
    title: {
      kk: 'Бұл ұсыныс бойынша шешім қабылданған',
      ru: 'По этому предложению уже решено',
      en: 'This proposal is decided already',
    },
    next: {
      kk: 'Бетті жаңартып, күйін қараңыз.',
      ru: 'Обновите страницу и посмотрите состояние.',
      en: 'Refresh the page and look at its state.',
    },
  },
  'licence-not-active': {
    status: 409,
    title: {
      kk: 'Бұл рұқсат күшінде емес',
      ru: 'Это разрешение не действует',
      en: 'This permission is not in force',
    },
    next: {
      kk: 'Бетті жаңартып, күйін қараңыз.',
      ru: 'Обновите страницу и посмотрите состояние.',
      en: 'Refresh the page and look at its state.',
    },
  },
  'paper-unfit': {
    status: 422,
    title: {
      kk: 'Құжат PDF, JPEG немесе PNG емес, не 5 МБ-тан үлкен',
      ru: 'Документ не PDF, JPEG или PNG либо больше 5 МБ',
      en: 'The paper is no PDF, JPEG or PNG, or larger than 5 MB',
    },
    next: {
      kk: 'Құқық иесінің рұқсатын PDF не сурет түрінде, 5 МБ-тан аспайтын етіп тіркеңіз.',
      ru: 'Приложите разрешение правообладателя в PDF или снимком, не больше 5 МБ.',
      en: 'Attach the owner’s permission as a PDF or picture of at most 5 MB.',
    },
  },
  'definition-faulty': {
    status: 422,
    title: {
      kk: 'Құралдың анықтамасы дұрыс емес',
      ru: 'Определение инструмента составлено неверно',
      en: 'The definition of the instrument is not right',
    },
    next: {
      kk: 'Төменде көрсетілген жерлерін түзетіп, қайта қол қойыңыз.',
      ru: 'Исправьте места, названные ниже, и подпишите снова.',
      en: 'Correct the places named below and sign it again: umai instrument check.',
    },
  },
  'definition-of-another': {
    status: 422,
    title: {
      kk: 'Анықтама басқа құралдікі',
      ru: 'Определение относится к другому инструменту',
      en: 'The definition is of another instrument',
    },
    next: {
      kk: 'Осы құралдың файлын таңдаңыз; анықтамада аталған құрал төменде.',
      ru: 'Выберите файл этого инструмента; инструмент, названный в определении, показан ниже.',
      en: 'Choose the file of this instrument; the id in the definition is shown below.',
    },
  },
  'definition-other-paper': {
    status: 422,
    title: {
      kk: 'Анықтама басқа құжатқа сүйенеді',
      ru: 'Определение ссылается на другой документ',
      en: 'The definition names another paper',
    },
    next: {
      kk: 'Анықтамада тіркелген қағаздың өз бақылау сомасы тұруы керек; ол төменде.',
      ru: 'В определении должна стоять контрольная сумма приложенной бумаги; она показана ниже.',
      en: 'rights.documentSha256 must be the SHA-256 of the attached file; it is shown below.',
    },
  },
  'definition-unsigned': {
    status: 422,
    title: {
      kk: 'Анықтамаға мұнда сенім білдірілген кілт қол қоймаған',
      ru: 'Определение не подписано ключом, которому здесь доверяют',
      en: 'No key that is trusted here has signed the definition',
    },
    next: {
      kk: 'Қол қойған кілт осы жүйе сенетін кілттер тізімінде болуы керек; оны жүйе әкімшісі қосады.',
      ru: 'Ключ подписавшего должен быть в списке ключей, которым доверяет эта система; его добавляет администратор системы.',
      en: 'The signer’s key must be among the trusted ones (UMAI_INSTRUMENT_KEYS_FILE).',
    },
  },
  'warning-not-foreseen': {
    status: 409,
    title: {
      kk: 'Бүгінгі заңда ресми алдын ала ескерту көзделмеген',
      ru: 'Закон этого дня не знает официального предостережения',
      en: 'The law of this day knows no official warning',
    },
    next: {
      kk: 'Басқа шараны таңдаңыз.',
      ru: 'Выберите другую меру.',
      en: 'Choose another measure.',
    },
  },
  'warning-in-force': {
    status: 409,
    title: {
      kk: 'Бұл адамға қатысты ескерту жарияланған, мерзімі бітпеген',
      ru: 'Этому человеку предостережение уже объявлено, срок не истёк',
      en: 'This person has a warning already whose term has not ended',
    },
    next: {
      kk: 'Алдымен сол ескертуді тапсырыңыз немесе мерзімі біткенін күтіңіз.',
      ru: 'Сначала вручите его или дождитесь конца срока.',
      en: 'Serve that one first, or wait for its end.',
    },
  },
  'warning-served': {
    status: 409,
    title: {
      kk: 'Ескерту бұрын тапсырылған',
      ru: 'Предостережение уже вручено',
      en: 'The warning is served already',
    },
    next: { kk: 'Бетті жаңартыңыз.', ru: 'Обновите страницу.', en: 'Refresh the page.' },
  },
  'warning-copied': {
    status: 409,
    title: {
      kk: 'Көшірмесі прокурорға бұрын жіберілген',
      ru: 'Копия прокурору уже направлена',
      en: 'The copy was sent to the prosecutor already',
    },
    next: { kk: 'Бетті жаңартыңыз.', ru: 'Обновите страницу.', en: 'Refresh the page.' },
  },
  'register-not-served': {
    status: 409,
    title: {
      kk: 'Есепке алудың негізі әлі тапсырылмаған',
      ru: 'Основание для учёта ещё не вручено',
      en: 'The ground of the entry is not served yet',
    },
    next: {
      kk: 'Алдымен нұсқаманың немесе ескертудің тапсырылғанын жазыңыз.',
      ru: 'Сначала запишите вручение предписания или предостережения.',
      en: 'First record the service of the order or warning.',
    },
  },
  'register-entered': {
    status: 409,
    title: {
      kk: 'Бұл негіз бойынша есепке алынғаны жазылған',
      ru: 'Постановка на учёт по этому основанию уже записана',
      en: 'The entry on this ground is recorded already',
    },
    next: { kk: 'Бетті жаңартыңыз.', ru: 'Обновите страницу.', en: 'Refresh the page.' },
  },
  'answer-invalid': {
    status: 422,
    title: {
      kk: 'Мұндай жауап жоқ',
      ru: 'Такого ответа нет',
      en: 'There is no such answer',
    },
    next: {
      kk: 'Ұсынылған жауаптардың бірін таңдаңыз.',
      ru: 'Выберите один из предложенных ответов.',
      en: 'Choose one of the answers offered.',
    },
  },
  'second-person-same': {
    status: 409,
    title: {
      kk: 'Екінші адам басқа қызметкер болуы керек',
      ru: 'Вторым должен быть другой сотрудник',
      en: 'The second person must be somebody else',
    },
    next: {
      kk: 'Басқа қызметкер растасын.',
      ru: 'Пусть подтвердит другой сотрудник.',
      en: 'Let another person confirm.',
    },
  },
  'nothing-to-confirm': {
    status: 409,
    title: {
      kk: 'Растайтын ештеңе жоқ',
      ru: 'Подтверждать нечего',
      en: 'There is nothing to confirm',
    },
    next: {
      kk: 'Бағалаудың соңғы нұсқасын ашыңыз.',
      ru: 'Откройте последнюю оценку.',
      en: 'Open the latest assessment.',
    },
  },
  'thread-read-for-a-time': {
    status: 409,
    title: {
      kk: 'Хат алмасу мекемеңізге уақытша ашылған',
      ru: 'Переписка открыта вашему учреждению на время',
      en: 'The conversation is open to your agency for a time only',
    },
    next: {
      kk: 'Оны оқуға және жауап беруге болады, бірақ оқитындарды өзгертуге болмайды.',
      ru: 'Её можно читать и отвечать, но менять круг читателей нельзя.',
      en: 'You can read and answer, but not change who else reads.',
    },
  },
  'escrow-not-keeper': {
    status: 409,
    title: {
      kk: 'Мекемеңіз эскроу үлесін сақтамайды',
      ru: 'Ваше учреждение не хранит долю эскроу',
      en: 'Your institution keeps no share here',
    },
    next: {
      kk: 'Үлесті үш мекеме сақтайды: омбудсмен, прокуратура және үкіметтік емес ұйым, әр түрден біреу.',
      ru: 'Доли хранят три учреждения: омбудсмен, прокуратура и неправительственная организация, по одному каждого вида.',
      en: 'Three institutions keep shares: ombudsman, prosecutor and a non-governmental organisation, one of each kind.',
    },
  },
  'escrow-key-exists': {
    status: 409,
    title: {
      kk: 'Эскроу кілті бұрыннан бар',
      ru: 'Ключ эскроу уже есть',
      en: 'There is a key of escrow already',
    },
    next: {
      kk: 'Мекеменің бір ғана кілті болады. Бұрынғы құпия сөйлемді қолданыңыз.',
      ru: 'У учреждения только один ключ. Используйте прежнюю парольную фразу.',
      en: 'An institution has one key. Use the passphrase it was made with.',
    },
  },
  'escrow-key-missing': {
    status: 409,
    title: {
      kk: 'Мекемеңізде эскроу кілті жоқ',
      ru: 'У вашего учреждения нет ключа эскроу',
      en: 'Your institution has no key of escrow',
    },
    next: {
      kk: 'Алдымен кілт жасаңыз. Ол осыдан кейін басталған хаттарға ғана жарайды.',
      ru: 'Сначала создайте ключ. Он годится только для писем, начатых после этого.',
      en: 'Make a key first. It serves conversations begun after that.',
    },
  },
  'escrow-passphrase-wrong': {
    status: 422,
    title: {
      kk: 'Құпия сөйлем дұрыс емес',
      ru: 'Парольная фраза неверна',
      en: 'The passphrase is wrong',
    },
    next: {
      kk: 'Бас әріп пен бос орынды тексеріп, қайта жазыңыз. Ол еш жерде сақталмайды, сондықтан қалпына келтіру мүмкін емес.',
      ru: 'Проверьте заглавные буквы и пробелы и введите снова. Она нигде не хранится, восстановить её нельзя.',
      en: 'Check capitals and spaces and type it again. It is stored nowhere and cannot be recovered.',
    },
  },
  'escrow-asked-already': {
    status: 409,
    title: {
      kk: 'Бұл хат алмасу туралы сұрау бұрыннан бар',
      ru: 'По этой переписке уже есть запрос',
      en: 'There is a request for this conversation already',
    },
    next: {
      kk: 'Алдымен ашық сұрауға жауап күтіңіз.',
      ru: 'Сначала дождитесь ответа на открытый запрос.',
      en: 'Wait for the answer to the open request first.',
    },
  },
  'escrow-is-reader': {
    status: 409,
    title: {
      kk: 'Мекемеңіз бұл хат алмасуды оқиды немесе одан шығарылған',
      ru: 'Ваше учреждение уже читает эту переписку или убрано из неё',
      en: 'Your institution reads this conversation, or was taken out of it',
    },
    next: {
      kk: 'Шығарылған мекеме эскроу арқылы қайта кіре алмайды. Басқа сақтаушыдан сұраңыз.',
      ru: 'Убранное учреждение не может вернуться через эскроу. Обратитесь к другому хранителю.',
      en: 'Who was taken out does not come back by escrow. Turn to another keeper.',
    },
  },
  'escrow-answered': {
    status: 409,
    title: {
      kk: 'Мекемеңіз бұл сұрауға жауап берген',
      ru: 'Ваше учреждение уже ответило на этот запрос',
      en: 'Your institution has answered this request',
    },
    next: {
      kk: 'Екінші үлесті басқа мекеменің басқа адамы береді.',
      ru: 'Вторую долю даёт другой человек из другого учреждения.',
      en: 'The second share comes from another person in another institution.',
    },
  },
  'escrow-request-over': {
    status: 409,
    title: {
      kk: 'Бұл сұрау аяқталған',
      ru: 'Этот запрос завершён',
      en: 'This request is over',
    },
    next: {
      kk: 'Ол ашылған, қабылданбаған немесе хатқа жауап берілген. Қажет болса, жаңа сұрау жіберіңіз.',
      ru: 'Он исполнен, отклонён, или на письмо уже ответили. При необходимости подайте новый.',
      en: 'It was opened or refused, or somebody has answered the letter. Ask again if it is still needed.',
    },
  },
  'escrow-shares-missing': {
    status: 409,
    title: {
      kk: 'Үлес жеткіліксіз: екеуі керек',
      ru: 'Долей мало: нужны две',
      en: 'Too few shares: two are needed',
    },
    next: {
      kk: 'Басқа мекеменің үлесін күтіңіз.',
      ru: 'Дождитесь доли другого учреждения.',
      en: 'Wait for the share of another institution.',
    },
  },
  'thread-ended': {
    status: 409,
    title: {
      kk: 'Хат алмасу аяқталған',
      ru: 'Переписка завершена',
      en: 'The conversation has ended',
    },
    next: {
      kk: 'Оны оқуға болады, бірақ жазуға болмайды.',
      ru: 'Её можно читать, но писать в неё нельзя.',
      en: 'It can be read but not written in.',
    },
  },
  'thread-shredded': {
    status: 410,
    title: {
      kk: 'Хат алмасудың кілттері жойылған',
      ru: 'Ключи переписки уничтожены',
      en: 'The keys of the conversation were destroyed',
    },
    next: {
      kk: 'Он екі ай бойы ешкім оралмаған хат алмасуды енді ешкім аша алмайды.',
      ru: 'Переписку, к которой не возвращались двенадцать месяцев, не может открыть уже никто.',
      en: 'A conversation to which nobody came back for twelve months can be opened by nobody.',
    },
  },
  'thread-conflict': {
    status: 409,
    title: {
      kk: 'Бұл хат алмасу осы мекемеге қатысты',
      ru: 'Переписка касается этого органа',
      en: 'The conversation is about this agency',
    },
    next: {
      kk: 'Оны басқа мекемеге беріңіз: прокуратураға немесе омбудсменге.',
      ru: 'Передайте её другому органу: прокуратуре или омбудсмену.',
      en: 'Give it to another body: the prosecutor or the ombudsman.',
    },
  },
  'thread-last-reader': {
    status: 409,
    title: {
      kk: 'Хат алмасуды оқитын басқа мекеме жоқ',
      ru: 'Других читателей у переписки нет',
      en: 'Nobody else reads the conversation',
    },
    next: {
      kk: 'Алдымен басқа мекемені қосыңыз, содан кейін өзіңіздікін алып тастаңыз.',
      ru: 'Сначала добавьте другой орган, затем уберите свой.',
      en: 'Add another agency first, then remove yours.',
    },
  },
  'thread-unanswered': {
    status: 409,
    title: {
      kk: 'Жазған адамға жауап берілмеген',
      ru: 'Написавшему ещё не ответили',
      en: 'Whoever wrote has had no answer',
    },
    next: {
      kk: 'Кемінде бір жауап жазып, содан кейін аяқтаңыз.',
      ru: 'Напишите хотя бы один ответ, затем завершите.',
      en: 'Write at least one answer, then end it.',
    },
  },
  'thread-unlinked': {
    status: 409,
    title: {
      kk: 'Хабарлама немесе іс көрсетілмеген',
      ru: 'Сообщение или дело не указано',
      en: 'No report or case is named',
    },
    next: {
      kk: 'Алдымен хат алмасуды хабарламамен немесе іспен байланыстырыңыз.',
      ru: 'Сначала свяжите переписку с сообщением или делом.',
      en: 'Link the conversation to a report or a case first.',
    },
  },
  'agency-cannot-receive': {
    status: 409,
    title: {
      kk: 'Бұл мекеме хат алмасуды қабылдай алмайды',
      ru: 'Этот орган не может получать переписку',
      en: 'This agency cannot receive conversations',
    },
    next: {
      kk: 'Тізімнен басқа мекемені таңдаңыз.',
      ru: 'Выберите другой орган из списка.',
      en: 'Choose another agency from the list.',
    },
  },
} as const satisfies Readonly<Record<string, ErrorEntry>>

export type ErrorCode = keyof typeof errorCatalogue
