/**
 * Words that guessers try first, lower-case, ё as е: a short own list of habits, names and places. Russian words are tried
 * as they are, in Latin letters and as typed with the keyboard left in the Latin layout («пароль», «parol», «gfhjkm»).
 */
export const RUSSIAN_WORDS: readonly string[] = `
  пароль секрет привет любовь люблю солнце солнышко зайка котик кошка собака медведь тигр мама мамочка папа семья
  москва россия кострома питер сибирь волга спартак зенит динамо локомотив футбол хоккей кабинет госуслуги услуги
  доступ админ администратор пользователь директор бухгалтер начальник компьютер телефон интернет работа деньги счастье
  удача весна лето осень зима январь февраль апрель сентябрь октябрь ноябрь декабрь понедельник пятница суббота
  воскресенье победа слава березка ромашка роза звезда принцесса красотка машина жизнь мир дружба
  александр алексей анатолий андрей антон артем борис вадим валентин валерий василий виктор виталий владимир владислав
  вячеслав геннадий григорий данила денис дмитрий евгений иван игорь кирилл константин максим михаил никита николай олег
  павел роман руслан сергей станислав степан тимур федор юрий ярослав
  алена алина анастасия анна валентина валерия вера вероника виктория галина дарья диана екатерина елена елизавета
  ирина карина кристина ксения лариса любовь людмила маргарита марина мария надежда наталья наташа оксана ольга полина
  светлана снежана софья татьяна ульяна юлия катюша настя
`
  .trim()
  .split(/\s+/);

/** The same in Latin letters. */
export const LATIN_WORDS: readonly string[] = `
  password passwd pass1 welcome letmein login admin administrator root user guest master access secret love iloveyou
  monkey dragon sunshine princess shadow superman batman football baseball hockey soccer michael jordan charlie jessica
  ashley daniel computer internet windows samsung google apple iphone android pokemon starwars matrix killer freedom
  hello whatever trustno summer winter spring autumn spartak zenit moscow russia kostroma kabinet gosuslugi changeme
  default temp test testing qazwsx
`
  .trim()
  .split(/\s+/);
