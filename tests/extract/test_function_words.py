"""Function words: many languages by a sentence or two, neighbours told apart or left open."""

import pytest

from toolkit.extract.function_words import by_function_words

SENTENCES = {
    "en": "The council said on Monday that the bridge over the river will be closed for a month, and that buses "
          "from the station are to take another road.",
    "de": "Die Stadt hat am Montag mitgeteilt, dass die Brücke über den Fluss für einen Monat gesperrt wird und "
          "die Busse nicht mehr von dem Bahnhof abfahren.",
    "nl": "De gemeente heeft maandag laten weten dat de brug over de rivier een maand dicht gaat en dat er ook "
          "geen bussen van het station naar de markt rijden.",
    "sv": "Kommunen säger att bron över ån är stängd i en månad och att bussarna från stationen inte kan köra "
          "som vanligt, men det blir andra vägar för den som vill till torget.",
    "no": "Kommunen sier at broen over elva blir stengt i en måned, og at bussene fra stasjonen ikke kan kjøre "
          "etter ruten nå. Hun mener at det er mye å gjøre av dem som bor der.",
    "da": "Kommunen siger, at broen over åen bliver lukket i en måned, og at busserne fra stationen ikke kan "
          "køre efter planen nu. Hun mener, at der er noget af det, som skal ud af byen.",
    "fr": "La mairie a annoncé que le pont sur la rivière sera fermé pendant un mois et que les bus de la gare "
          "ne passeront plus par le centre, mais il y aura une navette dans les quartiers.",
    "es": "El ayuntamiento anunció que el puente sobre el río estará cerrado durante un mes y que los autobuses "
          "de la estación no pasarán por el centro, pero habrá más trenes.",
    "ca": "L'ajuntament ha anunciat que el pont sobre el riu serà tancat un mes i que els autobusos de "
          "l'estació no passaran pel centre, però també hi haurà més trens amb aquesta línia.",
    "pt": "A câmara anunciou que a ponte sobre o rio vai ficar fechada durante um mês e que os autocarros da "
          "estação não passam pelo centro, mas há mais comboios à noite.",
    "it": "Il comune ha annunciato che il ponte sul fiume sarà chiuso per un mese e che gli autobus della "
          "stazione non passeranno dal centro, ma ci sono anche più treni nella sera.",
    "ro": "Primăria a anunțat că podul peste râu va fi închis pentru o lună și că autobuzele din gară nu mai "
          "trec prin centru, dar sunt mai multe trenuri care pleacă după ora opt.",
    "pl": "Miasto podało, że most nad rzeką jest zamknięty na miesiąc i że autobusy z dworca nie jadą przez "
          "centrum, ale po południu jest ich już więcej, jak co roku.",
    "cs": "Město oznámilo, že most přes řeku je na měsíc zavřený a že autobusy od nádraží nejedou přes centrum, "
          "ale také že při opravě byl nalezen starý most, který už není v plánech.",
    "sk": "Mesto oznámilo, že most cez rieku je na mesiac zatvorený a že autobusy od stanice nejdú cez centrum, "
          "ale tiež že pri oprave bol nájdený starý most, ktorý už nie je v plánoch, ako aj podľa mapy.",
    "hu": "A város közölte, hogy a folyó feletti híd egy hónapig zárva lesz, és a buszok az állomásról nem "
          "mennek a központba, de már van még egy vonat is.",
    "fi": "Kaupunki kertoo, että joen silta on kuukauden kiinni ja että bussit eivät nyt kulje keskustan "
          "kautta, mutta junia on myös illalla, kun se on mahdollista.",
    "et": "Linn teatas, et sild üle jõe on kuu aega kinni ja et bussid ei sõida läbi kesklinna, aga ka rongid "
          "on nii täis, kui nad oma aega ootavad.",
    "lt": "Miestas pranešė, kad tiltas per upę yra uždarytas mėnesiui ir autobusai iš stoties nevažiuos per "
          "centrą, bet jau bus daugiau traukinių, kaip ir po remonto.",
    "lv": "Pilsēta paziņoja, ka tilts pār upi ir slēgts uz mēnesi un autobusi no stacijas nebrauks caur centru, "
          "bet būs arī vairāk vilcienu, kas pie tā tika solīts.",
    "tr": "Belediye, nehir üzerindeki köprü bir ay boyunca kapalı olacak ve otobüsler için daha uzun bir yol "
          "var dedi, ancak her gün bu kadar tren de olarak eklendi.",
    "id": "Pemerintah kota mengatakan bahwa jembatan di atas sungai akan ditutup untuk satu bulan dan bus dari "
          "stasiun tidak lewat pusat kota, tetapi ada juga kereta yang lebih banyak.",
    "vi": "Thành phố cho biết cây cầu sẽ đóng trong một tháng và xe buýt từ nhà ga không đi qua trung tâm, "
          "nhưng cũng có các chuyến tàu được thêm vào đã lâu.",
    "uk": "Міська рада повідомила, що міст через річку буде закрито на місяць, а автобуси від вокзалу не "
          "їздитимуть через центр, але вже є також потяги для тих, які їдуть до роботи.",
    "ru": "Мэрия сообщила, что мост через реку будет закрыт на месяц, а автобусы от вокзала не поедут через "
          "центр, но уже есть поезда для тех, кто едет с окраины, и это было решено после зимы.",
    "bg": "Общината съобщи, че мостът над реката ще бъде затворен за един месец и че автобусите от гарата не "
          "минават през центъра, но има и повече влакове, които са до вечерта.",
    "ar": "قال المجلس إن الجسر على النهر سيغلق لمدة شهر وإن الحافلات من المحطة لا تمر في وسط المدينة بعد ذلك "
          "كما كان هذا في الماضي",
    "fa": "شهرداری گفت که پل این رود برای یک ماه بسته می شود و اتوبوس ها از ایستگاه به مرکز نمی روند اما قطار "
          "هم با آن است و در شب نیز بود",
    "hi": "नगर परिषद ने कहा है कि नदी का पुल एक महीने के लिए बंद रहेगा और बस स्टेशन से शहर में नहीं जाएगी, यह "
          "भी कहा गया कि ट्रेन की संख्या पर विचार हो रहा है",
}


@pytest.mark.parametrize("language", SENTENCES)
def test_a_sentence_or_two_are_enough(language):
    assert by_function_words(SENTENCES[language]) == language


@pytest.mark.parametrize("text", [
    "", "Rain in Spain", "7 8 9 " * 50, "Oslo Paris Berlin Rom Wien Prag Bern Kyiv Riga Tallinn Vilnius Minsk Sofia",
    "kom i dag til en by i nord og se på det som er der og den som var i en by og er i nord"])
def test_too_little_names_and_what_neighbours_share_stay_undecided(text):
    assert by_function_words(text) is None


def test_case_and_kind_of_apostrophe_do_not_matter():
    french = "QU’IL Y A DE L’EAU ET QU’ELLE N’EST PAS DANS LA RUE NI SUR LE PONT, C’EST UN FAIT POUR LES GENS"
    assert by_function_words(french) == by_function_words(french.lower().replace("’", "'")) == "fr"
