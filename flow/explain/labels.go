package explain

import (
	"bytes"
	"sync"

	"mailgrant/flow/text"
)

// near is how far from the deciding place, and from the beginning of a text, a
// label in another language counts, in squeezed bytes. Whoever pastes more than
// a page has a log, and logs are in English.
const near = 64 << 10

// naming is how Microsoft's pages and errors name an identifier or a time: the
// English names first, which count in the whole text.
type naming struct {
	english int
	keys    func() [][]byte
}

func namedAs(english int, words ...string) naming {
	return naming{english, sync.OnceValue(func() [][]byte {
		var keys [][]byte
		for _, w := range words {
			keys = append(keys, []byte(text.Squeeze(w)))
		}
		return keys
	})}
}

// The labels in people's languages are those of Microsoft's own documentation in
// that language: the message AADSTS70008 in data-factory-usql-activity, and the
// labels for troubleshooting in the portal of Identity Manager.
var (
	traceLabels = namedAs(1, "Trace ID",
		"Ablaufverfolgungs-ID", "ID de suivi", "Id. de seguimiento", "ID traccia", "ID do Rastreamento", "Traceer-ID", "Tracerings-ID",
		"Identyfikator śledzenia", "Spårnings-ID", "ID trasování", "İzleme kimliği", "トレース ID", "跟踪 ID", "追蹤識別碼", "추적 ID")
	correlationLabels = namedAs(1, "Correlation ID",
		"Korrelations-ID", "ID de corrélation", "Id. de correlación", "ID correlazione", "ID da Correlação", "Id de correlação",
		"Correlatie-ID", "Identyfikator korelacji", "ID korelace", "Bağıntı kimliği", "Идентификатор корреляции", //nolint:misspell // Dutch
		"関連付け ID", "相関 ID", "相关 ID", "相互關連識別碼", "상관관계 ID")
	requestLabels = namedAs(1, "Request ID",
		"Anforderungs-ID", "Id. de solicitud", "ID da solicitação", "Aanvraag-Id", "Identyfikator żądania", "Begärande-Id",
		"Идентификатор запроса", "要求 ID")
	clientLabels   = namedAs(1, "client-request-id")
	exchangeLabels = namedAs(1, "x-ms-request-id")
	timeLabels     = namedAs(2, "Timestamp", "Date",
		"Zeitstempel", "Marca de tiempo", "Carimbo de data/hora", "Tijdstempel", "Sygnatura czasowa", "Tidsstämpel", "Časové razítko",
		"Zaman damgası", "タイムスタンプ", "时间戳", "時間戳記", "타임스탬프")
)

// value is the first value that read finds behind one of the names, after a place
// of plain, else in the whole text. Read gets the places in key at which the name
// begins and ends.
func (l naming) value(r text.Reading, from int, read func(begins, ends int) string) string {
	for _, start := range starts(r, from) {
		for n, name := range l.keys() {
			key := r.Key
			if n >= l.english {
				key = key[:min(len(key), start+near)]
			}
			for i := start; ; {
				at := bytes.Index(key[i:], name)
				if at < 0 {
					break
				}
				begins := i + at
				i = begins + len(name)
				if value := read(begins, i); value != "" {
					return value
				}
			}
		}
	}
	return ""
}
