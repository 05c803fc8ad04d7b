"""The lines that are furniture, as a table: a name, how such a line looks, and how many words it has at most."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rule:
    """A kind of line that is furniture: its name, how it looks, and up to how many words such a line has."""

    name: str
    pattern: re.Pattern[str]
    words: int = 400
    section: bool = False
    """Whether it opens a section of furniture, so that headlines below it are furniture too."""


def _rule(name: str, pattern: str, words: int = 400, *, section: bool = False) -> Rule:
    return Rule(name, re.compile(pattern, re.I), words, section)


_MORE = (
    # «Читайте также», «Читайте по теме», «Смотрите также», «Популярное», «Что ещё почитать», «Архив»
    r"чита(?:йте|ть)\s+(?:также|еще|по теме|на сайте|нас|материал\w*|в\b.*)|смотрите также|см\. также|"
    r"(?:самое )?(?:популярн|читаем|обсуждаем|интересн|важн)\w+(?: (?:новости|статьи|материалы|записи|сегодня|"
    r"сейчас|за \w+))?|"
    r"(?:что )?(?:еще )?(?:почитать|по теме)|(?:\w+ )?(?:материалы|новости|статьи|публикации|сюжеты?|видео|"
    r"vista|ещё|больше|подробнее|также)\s+(?:по|на) (?:этой |эту )?тем[еу]|"
    r"(?:похожие|другие|последние|свежие|главные|лучшие|связанные|актуальные|рекомендуемые|топ|"
    r"все)\s+(?:новости|статьи|материалы|публикации|темы|записи|сообщения)(?: .*)?|"
    r"(?:новости|материалы|выбор|предложения)\s+(?:партн[её]ров|сми\d?|smi2|редакции|дня|часа|компаний|рубрики)|"
    r"архив(?: новостей| номеров| материалов)?|лента(?: новостей)?|вам может (?:быть интересно|понравиться)|"
    r"рекомендуем(?: (?:к прочтению|почитать|прочитать|также|посмотреть))?|топ(?:-?\d+)?(?: новостей)?|"
    r"(?:комментарии|отзывы|обсуждение)(?:\W+\d+)?|теги|метки|ключевые слова|спецпроекты?|сюжет|рубрики|"
    r"подборки?|фотогалерея|"
    # Kazakh in both alphabets
    r"тағы (?:да )?оқы\w+|оқи отырыңыз\w*|танымал|ең көп оқыл\w+|ұқсас (?:жаңалықтар|материалдар)|"
    r"тақырыпқа орай|соңғы жаңалықтар|мұрағат|пікірлер(?:\W+\d+)?|басқа да жаңалықтар|тегтер|"
    r"taqyrypqa ora[ıi]|tag[ýy]? oqy\w+|tanymal|sońǵy jańalyqtar|murag?ǵ?at|oqı otyryńyz|"
    # Ukrainian, Bulgarian
    r"чита(?:йте|ть) також|до теми|останні новини|популярні новини|головні новини|схожі (?:новини|статті)|"
    r"прочети повече|последни новини|още по темата|етикети|"
    # English and other languages of Europe
    r"related(?: (?:stories|articles|news|posts|content|topics|links|videos?))?|more(?: (?:stories|news|from|on|"
    r"in|like|articles)\b.*)?|most (?:read|popular|viewed|shared)|(?:see|read) (?:also|more|next)|also (?:read|"
    r"on)\b.*|recommended(?: .*)?|trending(?: .*)?|"
    r"popular(?: (?:posts|stories|articles|news))?|latest(?: (?:news|stories|posts|articles|headlines))?|"
    r"you (?:may|might) (?:also )?(?:like|be interested).*|top stories|editor.?s.? picks?|don'?t miss|"
    r"what to read next|comments?(?:\W+\d+)?|tags?|topics?|archives?|categories|sponsored.*|around the web|"
    r"similar (?:stories|articles|news|posts)|(?:ähnliche|weitere) (?:artikel|beiträge|themen|"
    r"nachrichten|meldungen)|articles (?:similaires|liés|connexes)|(?:artículos|artigos) (?:relacionad[oa]s|similares)|"
    r"podobne (?:artykuły|tematy)|podobné články|"
    r"mehr zum thema.*|(?:lesen|sehen) sie (?:auch|mehr).*|auch interessant|das könnte (?:sie|dich).*|"
    r"meistgelesen.*|verwandte (?:artikel|themen)|themen(?:seiten)?|kommentare?(?:\W+\d+)?|mehr (?:aus|von|"
    r"zu)\b.*|aktuell(?:e artikel)?|neueste.*|"
    r"lire aussi.*|à lire (?:aussi|également).*|sur le même sujet|les plus lus|commentaires?|lees (?:ook|"
    r"meer).*|meest gelezen|leggi anche.*|potrebbe interessarti.*|más (?:noticias|información|leíd[oa]s)|"
    r"te puede interesar|lo más (?:leído|visto)|noticias relacionadas|archivado en|comentarios|"
    r"leia (?:também|mais).*|mais (?:lidas|notícias)|läs (?:också|mer|även).*|mest lästa|relaterade? .*|"
    r"les (?:også|mer).*|lue myös.*|luetuimmat|"
    r"czytaj (?:także|również|też|więcej).*|zobacz (?:także|również|też).*|najczęściej czytane|najnowsze|"
    r"polecane|powiązane.*|čtěte (?:také|dále|více).*|související.*|nejčtenější|mohlo by vás zajímat.*|"
    r"関連記事|関連.*|あわせて読みたい|おすすめ.*|アクセスランキング|最新記事|اقرأ أيضا.*|أخبار ذات صلة|الأكثر قراءة"
)

RULES: tuple[Rule, ...] = (
    # [[year]], {{ title }}, {% if %}, <%= x %>, ${name}: a page copied before its script had run
    _rule("template", r"\[\[[^\]]*\]\]|\{\{[^}]*\}\}|\{%|<%|\$\{\w+|%\w+%$"),
    # Популярное; Читайте также; Тағы оқыңыз; Most read; ### in front or a colon behind
    _rule("heading", rf"(?:{_MORE})\s*[:.>»→…]*", 8, section=True),
    # Читайте также: Киберимплант возвращает зрение; Ранее мы писали: ...; Подробнее: ...; По теме: ...
    _rule("see also", r"(?:также )?(?:читай(?:те)?|читать|прочитайте|прочитать|смотрите|см\.|прочети|"
        r"дивіться)(?!\w)(?: также| еще| по теме| наш\w*| материал\w*| подробнее| на сайте| також|"
        r" повече)*\s*(?:[:>»→—–\"«]|материал).*|"
          r"(?:подробнее|по теме|в тему|на эту тему|ранее по теме|материалы? по теме|тема дня|еще по теме|інфо|"
          r"оқи отырыңыз|тағы оқыңыз\w*|оқыңыз|taqyrypqa oraı|до теми)\s*:.*|"
          r"(?:read (?:also|more|next)|also read|see also|related|more on this|watch|lire aussi|à lire aussi|"
          r"lees ook|leggi anche|lesen sie (?:auch|mehr)|mehr (?:dazu|zum thema)|lee también|te puede interesar|"
          r"leia também|läs (?:mer|också|även)|czytaj (?:także|też|więcej|również)|čtěte také|les også)\s*[:>»→|"
          r"].*", 40),
    # Поделиться; Подписывайтесь на наш канал в Telegram; Следите за нами; Бөлісу; Share this; Newsletter
    _rule("share", r"поделит(?:ься|есь)\b.*|рассказать друзьям|расскажите друзьям.*|отправить(?: другу|"
        r" по почте| ссылку)?|распечатать|печать|версия для печати|скопировать ссылку|нравится|мне нравится.*|"
          r"(?:подписывай(?:ся|тесь)|подпишитесь|подпишись|подписаться|подписка)\b.*(?:на|в|telegram|канал\w*|"
          r"рассылк\w*|нов\w+|подписк\w*|instagram|дзен\w*|viber|youtube).*|подписаться|подписка|"
          r"(?:следите|присоединяйтесь|вступайте|оставайтесь|будьте|узнавайте|(?:еще )?больше новостей|"
          r"самые (?:важные|интересные|свежие) новости|читай(?:те)?)\b.*(?:telegram|телеграм\w*|whatsapp|viber|"
          r"вайбер\w*|instagram|инстаграм\w*|facebook|фейсбук\w*|вконтакте|одноклассник\w*|youtube|дзен\w*|"
          r"социальных сетях|соцсетях|google\s?news|яндекс.?нов\w*|pulse|пульс\w*)\b.*|"
          r"добав(?:ьте|ить|ляйте)\b.*(?:избранн\w+|источник\w*|яндекс\w*|закладки|ленту)\b.*|(?:бөлісу|"
          r"бөлісіңіз|жазылыңыз|жазылу|bólisý|jazyl\w*)\b.*|"
          r"share(?: (?:this|on|via|article)\b.*)?|tweet|print(?: this.*)?|e-?mail|copy link|follow us\b.*|"
          r"subscribe\b.*|sign up\b.*|newsletter.*|log ?in|sign ?in|register|teilen|drucken|merken|partager|"
          r"compartir|compartilhar|dela|udostępnij|sdílet|поділитися.*|підписуйтесь.*|сподели", 30),
    # Наш канал в Telegram; Новости в WhatsApp
    _rule("share", r"(?:главное|все новости|новости|наш\w*|мы)\b.*(?:telegram|телеграм\w*|whatsapp|viber|"
        r"instagram|facebook|вконтакте|одноклассник\w*|youtube|дзен\w*|соцсетях|google news)", 6),
    # Если вы нашли ошибку, выделите ее и нажмите Ctrl+Enter; Заметили ошибку?
    _rule("error report", r".*ctrl\s*\+?\s*enter.*|(?:если )?(?:вы )?(?:нашли|заметили|увидели|обнаружили|"
        r"виявили|помітили|знайшли) (?:\w+ ){0,3}(?:ошибк|опечатк|помилк).*|сообщить об (?:ошибке|опечатке)|"
        r"қате\w* (?:тапсаңыз|көрсеңіз).*", 30),
    # Фото: пресс-служба правительства; Фото Ольги Ивановой; Сурет: ashyq; Photo: Reuters; Иллюстрация: ...
    _rule("credit", r"(?:главное |источник |автор |коллаж |стоп-?кадр )?(?:фото(?:графии|графия|коллаж|граф)?|"
        r"иллюстраци[яи]|скриншот|видео|инфографика|изображение|сурет(?:тер)?|сүрөт|фотосурет|foto|fotos?|"
        r"photos?|image|picture|video|bild|images?|fotografia|súret|sýret)(?:\s+(?:из|с|со|на|в|by|credit|"
        r"courtesy|via|предоставлен\w*|автора|архив\w*|[А-ЯЁ][а-яё]+))?\s*(?:[:©|/]|[–—-][^.!?]{0,50}$|"
        r"из архива|с сайта|из открытых|из соц|предоставлен|пресс-служб|автора|by\b|credit|courtesy|\d+ из).*|"
        r"[\w ]{0,30}[/|©] ?(?:getty images|reuters|afp|ap|риа новости|тасс|shutterstock)|(?:getty images|"
        r"reuters|afp|ap photo|риа новости|тасс|shutterstock|depositphotos|pixabay|unsplash|freepik)(?: ?[/|"
        r"©][^.!?]*)?", 25),
    # © 2020 МИА «Казинформ»; Все права защищены; При использовании материалов ссылка обязательна
    _rule("rights", r"(?:©|\(c\)|copyright\b).*|.*все права (?:защищены|сохранены).*|"
        r".*барлық құқық\w* (?:қорғал|сақтал).*|.*(?:all rights reserved|alle rechte vorbehalten|"
        r"tous droits réservés|todos los derechos reservados|wszelkie prawa zastrzeżone).*|"
          r"(?:при|любое|полное|частичное|перепечатка|использование|копирование|воспроизведение|"
          r"цитирование)\b.*(?:использовани|цитировани|копировани|перепечатк)\w*.*(?:ссылк|редакци|"
          r"правообладател)\w*.*|.*зарегистрирован\w* (?:федеральной службой|роскомнадзором).*|"
          r"свидетельство о регистрации.*|18\+|16\+|12\+|6\+|0\+", 120),
    # Реклама; На правах рекламы; Advertisement; Жарнама
    _rule("advertisement", r"(?:на правах )?рекламы?(?: \d+\+)?|реклама на сайте.*|жарнама|jarnama|advertis\w+|"
        r"anzeige|werbung|reklame?|publicidad\w*|publicité|pubblicità|publicidade|annons|erid:.*|"
        r"ооо [«\"].{1,40}erid.*|загрузка\W*|loading\W*|пропозиції партнерів", 12),
    # Оставить комментарий; Добавить отзыв; Войти; Авторизуйтесь; Чтобы оставить комментарий
    _rule("comments", r"(?:оставить|добавить|написать|читать|показать|все|ваш|"
        r"смотреть)\s+(?:свой )?(?:комментари\w+|отзыв\w*)(?: .*)?|(?:комментариев|нет комментариев|"
        r"комментировать|обсудить|ответить|пожаловаться)(?: \d+| нет| в \w+| на \w+)?|"
          r"(?:чтобы|авторизуйтесь|войдите|зарегистрируйтесь)\b.*комментари\w+.*|пікір (?:қалдыру|жазу).*|"
          r"(?:leave|post|add|write|view|show) (?:a )?(?:comments?|reply).*|\d+ comments?|kommentieren|"
          r"kommentare? (?:lesen|schreiben).*|залиште відгук", 15),
    # Автор: Олеся Жуковень; Авторы:; Редактор; Источник: https://tass.ru/...; Опубликован в газете №28372
    _rule("byline", r"(?:автор\w*|текст|редактор|корреспондент|журналист|подготовил\w*|записал\w*|беседовал\w*|"
        r"материал подготовил\w*|byline|written by|reporting by|author|avtor|fuente|quelle|"
        r"autor(?:en)?)\s*:[^?!]{0,60}|(?:автор|авторы|редактор|корреспондент)|источник\s*:?\s*(?:https?:|www\.|"
        r"[\w.-]+\.(?:ru|kz|com|ua|net|org)\b).*|источник\s*:[^.!?]{0,40}|источник|опубликован\w* (?:в газете|"
        r"на сайте|:|\d).*|дата публикации.*|заголовок в газете\s*:.*|дереккөз\w*\s*:.*", 12),
    # We use cookies to give you the best experience; Сайт использует файлы cookie
    _rule("cookies", r".*\b(?:we|our|this|these|your|website|сайт\w*|мы|используе\w*|согла\w+)\b.*\b(?:cookies?|"
        r"куки)\b.*|.*\bcookies?\b.*\b(?:we|our|this|your|website|session|set by|is set|used)\b.*", 80),
    # Просмотров: 3407; Прочитано раз: 12; 1 234 просмотра; Время чтения: 3 мин; Қаралды: 15
    _rule("counter", r"(?:количество )?(?:просмотр\w*|прочитан\w*|показ\w*|прочтен\w*|көрсетілім|қаралды|"
        r"қаралым|оқылды|views?|hits|время (?:чтения|на чтение)|читать)(?: раз)?\s*:?\s*[~≈]?\d[\d\s.,]*(?:к|k|"
        r"тыс\.?)?\s*(?:раз|мин\w*\.?)?|[\d\s.,]+(?:к|k|тыс\.?)?\s*(?:просмотр\w*|прочтен\w*|комментари\w*|"
        r"views?|shares?|likes?|min(?:ute)?s? read|мин\.? чтения|рет қаралды)|\d+ min(?:uten?)? lesezeit", 8),
)  # fmt: skip
"""Asked in this order; a line is what its first rule says. The comment above each shows lines that it is for."""
