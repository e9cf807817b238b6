/** The words that rendering itself adds to a document, in the document's language where it is known here. */
export interface Labels {
  readonly contents: string;
  readonly note: string;
  readonly tip: string;
  readonly important: string;
  readonly warning: string;
  readonly caution: string;
}

const ENGLISH = labels('Contents', 'Note', 'Tip', 'Important', 'Warning', 'Caution');

const BY_LANGUAGE: Readonly<Record<string, Labels>> = {
  cs: labels('Obsah', 'Poznámka', 'Tip', 'Důležité', 'Varování', 'Pozor'),
  da: labels('Indhold', 'Bemærk', 'Tip', 'Vigtigt', 'Advarsel', 'Pas på'),
  de: labels('Inhalt', 'Hinweis', 'Tipp', 'Wichtig', 'Warnung', 'Vorsicht'),
  es: labels('Contenido', 'Nota', 'Consejo', 'Importante', 'Advertencia', 'Precaución'),
  fi: labels('Sisällys', 'Huomautus', 'Vinkki', 'Tärkeää', 'Varoitus', 'Varo'),
  fr: labels('Sommaire', 'Remarque', 'Conseil', 'Important', 'Avertissement', 'Attention'),
  it: labels('Indice', 'Nota', 'Suggerimento', 'Importante', 'Avviso', 'Attenzione'),
  ja: labels('目次', '注記', 'ヒント', '重要', '警告', '注意'),
  nl: labels('Inhoud', 'Opmerking', 'Tip', 'Belangrijk', 'Waarschuwing', 'Let op'),
  pl: labels('Spis treści', 'Uwaga', 'Wskazówka', 'Ważne', 'Ostrzeżenie', 'Ostrożnie'),
  pt: labels('Índice', 'Nota', 'Dica', 'Importante', 'Aviso', 'Cuidado'),
  ru: labels('Содержание', 'Примечание', 'Совет', 'Важно', 'Предупреждение', 'Осторожно'),
  sv: labels('Innehåll', 'Anmärkning', 'Tips', 'Viktigt', 'Varning', 'Se upp'),
  uk: labels('Зміст', 'Примітка', 'Порада', 'Важливо', 'Попередження', 'Обережно'),
  zh: labels('目录', '说明', '提示', '重要', '警告', '注意'),
};

/** The words for a language (BCP 47); English when it is unknown here or not given. */
export function labelsOf(language = ''): Labels {
  const primary = language.toLowerCase().split('-')[0]!;
  return Object.hasOwn(BY_LANGUAGE, primary) ? BY_LANGUAGE[primary]! : ENGLISH;
}

function labels(
  contents: string,
  note: string,
  tip: string,
  important: string,
  warning: string,
  caution: string,
): Labels {
  return { contents, note, tip, important, warning, caution };
}
