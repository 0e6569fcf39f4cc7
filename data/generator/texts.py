"""Sentences of the fictional region, in Ukrainian, Russian and English. Everything here is invented.

A text is a triple (uk, ru, en). Slots: {town}, {person}, {n} (a number that takes the genitive plural), {m} (another).
"""

LANGUAGES = ("uk", "ru", "en")

TOWNS = [
    ("Верболозів", "Верболозов", "Verboloziv"),
    ("Тихий Плес", "Тихий Плёс", "Tykhyi Ples"),
    ("Сіверинка", "Северинка", "Siverynka"),
    ("Надозерськ", "Надозерск", "Nadozersk"),
    ("Кам'яна Коса", "Каменная Коса", "Kamiana Kosa"),
    ("Липовий Мис", "Липовый Мыс", "Lypovyi Mys"),
]

PEOPLE = [
    ("Оксана Лебединець", "Оксана Лебединец", "Oksana Lebedynets"),
    ("Тарас Журавель", "Тарас Журавель", "Taras Zhuravel"),
    ("Марта Осоченко", "Марта Осоченко", "Marta Osochenko"),
    ("Гліб Вербицький", "Глеб Вербицкий", "Hlib Verbytskyi"),
    ("Ірина Плесова", "Ирина Плёсова", "Iryna Plesova"),
    ("Данило Човняр", "Данила Човняр", "Danylo Chovniar"),
]

# topic key -> (tag as the page shows it, headlines, sentences)
TOPICS = {
    "energy": (
        ("енергетика", "энергетика", "energy"),
        [
            ("{town}: підстанцію відновили після {n} годин ремонту", "{town}: подстанцию восстановили после {n} часов ремонта",
             "{town}: substation back after {n} hours of repairs"),
            ("Енергетики під'єднали ще {n} будинків у місті {town}", "Энергетики подключили ещё {n} домов в городе {town}",
             "Engineers reconnect {n} more homes in {town}"),
            ("Сонячна станція біля міста {town} дала перші {n} мегават", "Солнечная станция у города {town} дала первые {n} мегаватт",
             "Solar plant near {town} delivers its first {n} megawatts"),
            ("Графік вимкнень у місті {town}: {n} годин без світла на тиждень", "График отключений в городе {town}: {n} часов без света в неделю",
             "Power cuts in {town}: {n} hours a week without electricity"),
        ],
        [
            ("Обленерго пояснило, що навантаження на мережу зросло на {n} відсотків.", "Облэнерго объяснило, что нагрузка на сеть выросла на {n} процентов.",
             "The regional grid operator said that demand had grown by {n} per cent."),
            ("Ремонтні бригади замінили {n} опор і перевірили трансформатори.", "Ремонтные бригады заменили {n} опор и проверили трансформаторы.",
             "Repair crews replaced {n} poles and checked the transformers."),
            ("Резервне живлення лікарень працює без перебоїв, запевнили в обленерго.", "Резервное питание больниц работает без перебоев, заверили в облэнерго.",
             "Backup supply for hospitals is running without interruption, the operator added."),
            ("Нову лінію до підстанції прокладуть уздовж старої дороги на греблю.", "Новую линию к подстанции проложат вдоль старой дороги на плотину.",
             "A new line to the substation will follow the old road to the dam."),
        ],
    ),
    "tariffs": (
        ("тарифи", "тарифы", "tariffs"),
        [
            ("Тариф на воду в місті {town} зросте на {n} відсотків", "Тариф на воду в городе {town} вырастет на {n} процентов",
             "Water tariff in {town} to rise by {n} per cent"),
            ("{town} просить перерахувати платіжки за {n} днів", "{town} просит пересчитать платёжки за {n} дней",
             "{town} asks for bills to be recalculated for {n} days"),
            ("Комісія відклала новий тариф: {n} зауважень за добу", "Комиссия отложила новый тариф: {n} замечаний за сутки",
             "Commission puts off the new tariff after {n} objections in a day"),
        ],
        [
            ("Комісія порахувала, що родина платитиме на {n} гривень більше.", "Комиссия подсчитала, что семья будет платить на {n} гривен больше.",
             "The commission reckons that a household will pay {n} hryvnias more."),
            ("Слухання щодо тарифу призначили на наступний вівторок.", "Слушания по тарифу назначили на следующий вторник.",
             "A hearing on the tariff is set for next Tuesday."),
            ("Пільги для пенсіонерів залишаться без змін.", "Льготы для пенсионеров останутся без изменений.",
             "Discounts for pensioners stay as they are."),
        ],
    ),
    "storm": (
        ("негода", "непогода", "storm"),
        [
            ("Шторм на озері: {town} рахує збитки, {n} дахів пошкоджено", "Шторм на озере: {town} считает ущерб, {n} крыш повреждено",
             "Storm on the lake: {town} counts the damage, {n} roofs torn"),
            ("Вітер повалив {n} дерев у місті {town}", "Ветер повалил {n} деревьев в городе {town}",
             "Wind brings down {n} trees in {town}"),
            ("Штормове попередження: {town} скасовує пороми на {n} годин", "Штормовое предупреждение: {town} отменяет паромы на {n} часов",
             "Storm warning: {town} cancels ferries for {n} hours"),
            ("Рятувальники за ніч отримали {n} викликів, найбільше з міста {town}", "Спасатели за ночь получили {n} вызовов, больше всего из города {town}",
             "Rescuers answer {n} calls overnight, most of them from {town}"),
        ],
        [
            ("Пориви вітру сягали {n} метрів за секунду.", "Порывы ветра достигали {n} метров в секунду.",
             "Gusts reached {n} metres a second."),
            ("Рятувальники просять не виходити на лід і не підходити до хвилерізу.", "Спасатели просят не выходить на лёд и не подходить к волнорезу.",
             "Rescuers ask people to keep off the ice and away from the breakwater."),
            ("Синоптики чекають, що вітер стихне до вечора.", "Синоптики ждут, что ветер стихнет к вечеру.",
             "Forecasters expect the wind to drop by evening."),
        ],
    ),
    "flood": (
        ("повінь", "паводок", "flood"),
        [
            ("Рівень озера піднявся на {n} сантиметрів, {town} готує дамбу", "Уровень озера поднялся на {n} сантиметров, {town} готовит дамбу",
             "Lake rises by {n} centimetres, {town} readies its dyke"),
            ("{town}: підтоплено {n} дворів", "{town}: подтоплено {n} дворов", "{town}: {n} yards under water"),
            ("Насоси відкачали воду з {n} підвалів у місті {town}", "Насосы откачали воду из {n} подвалов в городе {town}",
             "Pumps clear {n} cellars in {town}"),
        ],
        [
            ("Гідрологи кажуть, що пік мине за {n} годин.", "Гидрологи говорят, что пик пройдёт через {n} часов.",
             "Hydrologists say the peak will pass within {n} hours."),
            ("Мішки з піском роздають біля пожежної частини.", "Мешки с песком раздают у пожарной части.",
             "Sandbags are handed out beside the fire station."),
            ("Воду з криниць на низьких вулицях просять кип'ятити.", "Воду из колодцев на низких улицах просят кипятить.",
             "People in the low streets are asked to boil water from wells."),
        ],
    ),
    "fishing": (
        ("рибальство", "рыбалка", "fishing"),
        [
            ("Нерест на озері: {town} закриває {n} причалів", "Нерест на озере: {town} закрывает {n} причалов",
             "Spawning season: {town} closes {n} jetties"),
            ("Рибалки з міста {town} випустили {n} тисяч мальків", "Рыбаки из города {town} выпустили {n} тысяч мальков",
             "Anglers from {town} release {n} thousand young fish"),
            ("Рибпатруль вилучив {n} сіток біля міста {town}", "Рыбпатруль изъял {n} сетей у города {town}",
             "Fish patrol seizes {n} nets near {town}"),
        ],
        [
            ("Заборона діятиме до кінця травня.", "Запрет будет действовать до конца мая.", "The ban runs until the end of May."),
            ("Науковці нарахували {n} видів риб, серед них рідкісного озерного сига.", "Учёные насчитали {n} видов рыб, среди них редкого озёрного сига.",
             "Scientists counted {n} species of fish, the rare lake whitefish among them."),
            ("Артіль просить дозволити вилов хоча б на північному березі.", "Артель просит разрешить лов хотя бы на северном берегу.",
             "The cooperative asks that fishing be allowed at least on the north shore."),
        ],
    ),
    "football": (
        ("футбол", "футбол", "football"),
        [
            ("«Чайка» з міста {town} виграла вдома, {n} глядачів на трибунах", "«Чайка» из города {town} выиграла дома, {n} зрителей на трибунах",
             "Chaika of {town} win at home before {n} spectators"),
            ("{town} приймає фінал кубка озера: продано {n} квитків", "{town} принимает финал кубка озера: продано {n} билетов",
             "{town} to host the Lake Cup final: {n} tickets sold"),
            ("Воротар «Чайки» відбив {n} ударів: {town} святкує", "Вратарь «Чайки» отбил {n} ударов: {town} празднует",
             "Chaika goalkeeper stops {n} shots and {town} celebrates"),
        ],
        [
            ("Тренер сказав, що команда бігла на {n} відсотків більше, ніж восени.", "Тренер сказал, что команда бежала на {n} процентов больше, чем осенью.",
             "The coach said his side ran {n} per cent more than in autumn."),
            ("Наступний матч зіграють у суботу на новому полі.", "Следующий матч сыграют в субботу на новом поле.",
             "The next match is on Saturday on the new pitch."),
            ("Уболівальники прийшли з барабанами та човновими сиренами.", "Болельщики пришли с барабанами и лодочными сиренами.",
             "Supporters came with drums and boat horns."),
        ],
    ),
    "education": (
        ("освіта", "образование", "education"),
        [
            ("Школа в місті {town} отримала {n} мікроскопів", "Школа в городе {town} получила {n} микроскопов",
             "School in {town} gets {n} microscopes"),
            ("{town} відкриває вечірні курси для {n} учнів", "{town} открывает вечерние курсы для {n} учеников",
             "{town} opens evening classes for {n} pupils"),
            ("Учні з міста {town} зібрали модель греблі з {n} деталей", "Ученики из города {town} собрали модель плотины из {n} деталей",
             "Pupils in {town} build a model of the dam from {n} parts"),
        ],
        [
            ("Директорка каже, що місця розібрали за {n} хвилин.", "Директор говорит, что места разобрали за {n} минут.",
             "The head teacher says places were gone in {n} minutes."),
            ("Уроки на човні почнуться, щойно зійде лід.", "Уроки на лодке начнутся, как только сойдёт лёд.",
             "Lessons on the boat start as soon as the ice has gone."),
            ("Батьки просять пустити другий шкільний автобус.", "Родители просят пустить второй школьный автобус.",
             "Parents ask for a second school bus."),
        ],
    ),
    "council": (
        ("міська рада", "городской совет", "council"),
        [
            ("Рада міста {town} засідала {n} годин", "Совет города {town} заседал {n} часов", "Council of {town} sits for {n} hours"),
            ("{town}: депутати підтримали {n} поправок", "{town}: депутаты поддержали {n} поправок",
             "{town}: councillors back {n} amendments"),
            ("Петиція про набережну міста {town} зібрала {n} підписів", "Петиция о набережной города {town} собрала {n} подписей",
             "Petition on the embankment of {town} gathers {n} signatures"),
        ],
        [
            ("За рішення проголосували {n} депутатів.", "За решение проголосовали {n} депутатов.", "The motion passed with {n} votes."),
            ("Опозиція залишила залу до голосування.", "Оппозиция покинула зал до голосования.", "The opposition left the chamber before the vote."),
            ("Протокол обіцяють оприлюднити до п'ятниці.", "Протокол обещают обнародовать до пятницы.", "The minutes are promised for Friday."),
        ],
    ),
    "budget": (
        ("бюджет", "бюджет", "budget"),
        [
            ("Бюджет міста {town}: {n} мільйонів на дороги", "Бюджет города {town}: {n} миллионов на дороги",
             "Budget of {town}: {n} million for roads"),
            ("{town} шукає {n} мільйонів на ремонт пристані", "{town} ищет {n} миллионов на ремонт пристани",
             "{town} looks for {n} million to mend the pier"),
            ("Аудит: {town} повернув до скарбниці {n} мільйонів", "Аудит: {town} вернул в казну {n} миллионов",
             "Audit: {town} hands back {n} million"),
        ],
        [
            ("Видатки на пристань зменшили на {n} відсотків.", "Расходы на пристань сократили на {n} процентов.",
             "Spending on the pier was cut by {n} per cent."),
            ("Гроші надійдуть після затвердження кошторису.", "Деньги поступят после утверждения сметы.",
             "The money will arrive once the estimate is approved."),
            ("Аудитори перевірили договори за два роки.", "Аудиторы проверили договоры за два года.",
             "Auditors went through two years of contracts."),
        ],
    ),
    "railway": (
        ("залізниця", "железная дорога", "railway"),
        [
            ("Поїзд до міста {town} ітиме на {n} хвилин швидше", "Поезд в город {town} пойдёт на {n} минут быстрее",
             "Train to {town} to run {n} minutes faster"),
            ("{town}: на вокзалі міняють {n} шпал щодня", "{town}: на вокзале меняют {n} шпал в день",
             "{town}: {n} sleepers replaced at the station every day"),
            ("Нічний потяг через місто {town} повертається після {n} місяців", "Ночной поезд через город {town} возвращается после {n} месяцев",
             "Night train through {town} returns after {n} months"),
        ],
        [
            ("Колію закриють на {n} годин у ніч на неділю.", "Путь закроют на {n} часов в ночь на воскресенье.",
             "The line will be shut for {n} hours on Saturday night."),
            ("Квитки продаватимуть за місяць до відправлення.", "Билеты будут продавать за месяц до отправления.",
             "Tickets go on sale a month ahead."),
            ("Вагони для велосипедів чіплятимуть до кожного другого поїзда.", "Вагоны для велосипедов будут цеплять к каждому второму поезду.",
             "Every second train will carry a bicycle car."),
        ],
    ),
    "border": (
        ("кордон", "граница", "border"),
        [
            ("На переході біля міста {town} стоїть {n} вантажівок", "На переходе у города {town} стоит {n} грузовиков",
             "{n} lorries wait at the crossing near {town}"),
            ("{town}: новий термінал пропустить {n} авто за годину", "{town}: новый терминал пропустит {n} машин в час",
             "{town}: new terminal to clear {n} cars an hour"),
            ("Митники міста {town} знайшли {n} годинників у діжці з рибою", "Таможенники города {town} нашли {n} часов в бочке с рыбой",
             "Customs officers in {town} find {n} watches in a barrel of fish"),
        ],
        [
            ("Середнє очікування скоротилося на {n} хвилин.", "Среднее ожидание сократилось на {n} минут.",
             "The average wait is shorter by {n} minutes."),
            ("Перехід працюватиме цілодобово від понеділка.", "Переход будет работать круглосуточно с понедельника.",
             "From Monday the crossing is open around the clock."),
            ("Перевізники просять окрему смугу для автобусів.", "Перевозчики просят отдельную полосу для автобусов.",
             "Carriers ask for a lane of their own for coaches."),
        ],
    ),
    "culture": (
        ("культура", "культура", "culture"),
        [
            ("Музей озера в місті {town} показав {n} човнів", "Музей озера в городе {town} показал {n} лодок",
             "Lake museum in {town} puts {n} boats on show"),
            ("{town}: хор із {n} голосів заспівав на льоду", "{town}: хор из {n} голосов спел на льду",
             "{town}: a choir of {n} voices sings on the ice"),
            ("Бібліотека міста {town} роздала {n} книжок за день", "Библиотека города {town} раздала {n} книг за день",
             "Library in {town} gives away {n} books in a day"),
        ],
        [
            ("Виставка триватиме {n} днів, вхід вільний.", "Выставка продлится {n} дней, вход свободный.",
             "The show runs for {n} days and entry is free."),
            ("Найстаріший експонат знайшли на дні під час ремонту пристані.", "Старейший экспонат нашли на дне во время ремонта пристани.",
             "The oldest piece was found on the lake bed while the pier was mended."),
            ("Організатори обіцяють повторити вечір улітку.", "Организаторы обещают повторить вечер летом.",
             "The organisers promise to repeat the evening in summer."),
        ],
    ),
}

# which topic stands beside which: (second topic, probability). football never stands beside energy, tariffs or budget.
TOGETHER = {
    "energy": [("tariffs", 0.55), ("council", 0.10), ("railway", 0.05)],
    "tariffs": [("energy", 0.65), ("council", 0.15), ("budget", 0.10)],
    "storm": [("flood", 0.55), ("energy", 0.12), ("fishing", 0.08)],
    "flood": [("storm", 0.50), ("council", 0.10), ("fishing", 0.08)],
    "fishing": [("culture", 0.10), ("border", 0.08), ("education", 0.05)],
    "football": [("education", 0.15), ("culture", 0.15), ("railway", 0.05)],
    "education": [("culture", 0.20), ("budget", 0.10), ("football", 0.08)],
    "council": [("budget", 0.55), ("tariffs", 0.10), ("culture", 0.05)],
    "budget": [("council", 0.60), ("railway", 0.10), ("education", 0.10)],
    "railway": [("border", 0.45), ("budget", 0.10), ("storm", 0.05)],
    "border": [("railway", 0.45), ("fishing", 0.08), ("council", 0.05)],
    "culture": [("education", 0.20), ("fishing", 0.10), ("council", 0.05)],
}

WEIGHTS = {"energy": 12, "tariffs": 7, "storm": 6, "flood": 5, "fishing": 7, "football": 11, "education": 9, "council": 10,
           "budget": 7, "railway": 9, "border": 9, "culture": 8}

COMMON = [
    ("{person} готує повний звіт, повідомили у прес-службі.", "{person} готовит полный отчёт, сообщили в пресс-службе.",
     "{person} is preparing a full report, the press office said."),
    ("За словами чиновників, {town} чекав на це {n} місяців.", "По словам чиновников, {town} ждал этого {n} месяцев.",
     "Officials say {town} had been waiting for {n} months."),
    ("Подробиці обіцяють оголосити після вихідних.", "Подробности обещают объявить после выходных.",
     "Details are promised after the weekend."),
    ("Мешканці ставляться до новини по-різному: хтось радіє, хтось чекає на папери.",
     "Жители относятся к новости по-разному: кто-то рад, кто-то ждёт бумаг.",
     "Residents differ: some are glad, some want to see it in writing."),
    ("Раніше подібне вже бувало, нагадують в архіві озерного краю.", "Раньше такое уже бывало, напоминают в архиве озёрного края.",
     "It has happened before, the archive of the lake district recalls."),
]

# items of the agency, copied word for word by others
AGENCY = [
    ("energy", ("Гребля на озері пройшла перевірку: тріщин не знайшли", "Плотина на озере прошла проверку: трещин не нашли",
                "Dam on the lake passes inspection: no cracks found")),
    ("border", ("Водолази підняли з дна прикордонний катер столітньої давнини", "Водолазы подняли со дна пограничный катер столетней давности",
                "Divers raise a hundred-year-old border launch from the lake bed")),
    ("storm", ("Озерний край оголосив найвищий рівень небезпеки через шторм", "Озёрный край объявил высший уровень опасности из-за шторма",
               "Lake district declares its highest alert over the storm")),
    ("railway", ("Міст через протоку відкриють для поїздів у червні", "Мост через протоку откроют для поездов в июне",
                 "Bridge over the strait to open for trains in June")),
    ("culture", ("Свято першого човна цього року мине без салютів", "Праздник первой лодки в этом году пройдёт без салютов",
                 "First Boat festival goes without fireworks this year")),
    ("council", ("Озерний край обере нову раду восени", "Озёрный край изберёт новый совет осенью",
                 "Lake district to elect a new council in autumn")),
]
