package explain

import (
	"mime/quotedprintable"
	"net/url"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/unicode/norm"
)

// misread is a text in UTF-8 that a program has read as Windows' letters; ""
// where those do not have all of its bytes.
func misread(text string) string {
	var b strings.Builder
	for _, c := range []byte(text) {
		r := charmap.Windows1252.DecodeByte(c)
		if r == utf8.RuneError {
			r = rune(c)
		}
		b.WriteRune(r)
	}
	return b.String()
}

// printable is a text as the source of a mail has it.
func printable(text string) string {
	var b strings.Builder
	w := quotedprintable.NewWriter(&b)
	_, _ = w.Write([]byte(text))
	_ = w.Close()
	return b.String()
}

// typed is a text as people type it on a keyboard without the language's letters.
func typed(text string) string {
	return strings.NewReplacer("ä", "ae", "ö", "oe", "ü", "ue", "ß", "ss", "å", "aa", "ø", "oe", "é", "e", "è", "e", "à", "a", "ç", "c",
		"ó", "o", "í", "i", "á", "a", "ñ", "n", "ã", "a", "ê", "e", "ú", "u", "ł", "l", "ż", "z", "ż", "z", "ę", "e", "ą", "a", "ć", "c",
		"ı", "i", "ğ", "g", "ş", "s", "ě", "e", "š", "s", "č", "c", "ř", "r", "ů", "u", "ý", "y", "È", "E", "’", "'").Replace(text)
}

func TestPagesInPeoplesLanguages(t *testing.T) {
	for _, l := range labels(t, "pages.txt") {
		spellings := map[string]string{
			"as it is":             l.text,
			"in capitals":          strings.ToUpper(l.text),
			"accents apart":        norm.NFD.String(l.text),
			"in a URL":             strings.ReplaceAll(url.QueryEscape(l.text), "+", "%20"),
			"without its accents":  typed(l.text),
			"in a mail's source":   printable(l.text),
			"with lines of a mail": "> " + strings.ReplaceAll(l.text, "\n", "\n> "),
		}
		if !strings.Contains(l.name, "Japanese") && !strings.Contains(l.name, "Chinese") && !strings.Contains(l.name, "Korean") {
			spellings["read as Windows' letters"] = misread(l.text)
			if text, err := charmap.Windows1252.NewEncoder().String(l.text); err == nil {
				spellings["in Windows' letters"] = text
			}
		}
		if strings.Contains(l.name, "Turkish") || strings.Contains(l.name, "Korean") {
			delete(spellings, "in capitals")   // i has another capital there
			delete(spellings, "accents apart") // parts of syllables are no accents
		}
		for how, text := range spellings {
			x := Explain(text)
			got := x.Candidates[0]
			if want := l.wants[0]; got.Cause != want || x.Certain != (l.kind == "decided") {
				t.Errorf("%s, %s: %s, certain %t; want %s\n%s", l.name, how, got.Cause, x.Certain, want, text)
			} else if got.Owner != want.Owner() {
				t.Errorf("%s: the owner is %s", l.name, got.Owner)
			}
		}
	}
}

func TestTheFooterOfAPageIsReadInPeoplesLanguages(t *testing.T) {
	const trace, correlation, request, time = "a0e1ba21-1d66-4ac3-9b6a-3b9f6b0c1d00", "0f5b3d1c-8e42-4a0e-9d7e-6f1c2b3a4d5e",
		"5c1d7f3e-2b4a-4c6d-8e9f-0a1b2c3d4e00", "2026-11-03 09:21:57Z"
	for language, c := range map[string]struct{ page, request string }{
		"German": {"AADSTS70008: Die angegebene Zugriffserteilung ist abgelaufen oder wurde widerrufen. Ablaufverfolgungs-ID: " + trace +
			" Korrelations-ID: " + correlation + " Zeitstempel: " + time + "\nAnforderungs-ID: " + request, request},
		"French": {"AADSTS70008 : Le droit d’accès fourni est expiré ou révoqué. ID de suivi : " + trace +
			" ID de corrélation : " + correlation + " Timestamp : " + time, ""},
		"Spanish": {"AADSTS70008: la concesión de acceso proporcionada expiró o se revocó. Id. de seguimiento: " + trace +
			" Id. de correlación: " + correlation + " Marca de tiempo: " + time + "\nId. de solicitud: " + request, request},
		"Italian": {"AADSTS70008: La concessione dell'accesso specificata è scaduta o è stata revocata. ID traccia: " + trace +
			" ID correlazione: " + correlation + " Timestamp: " + time, ""},
		"Portuguese": {"AADSTS70008: a concessão de acesso fornecida expirou ou foi revogada. ID do Rastreamento: " + trace +
			" ID da Correlação: " + correlation + " Carimbo de data/hora: " + time + "\nID da solicitação: " + request, request},
		"Dutch": {"AADSTS70008: De toegewezen toegangsmachtiging is verlopen of ingetrokken. Traceer-ID: " + trace +
			" correlatie-ID: " + correlation + " tijdstempel: " + time + "\nAanvraag-Id: " + request, request}, //nolint:misspell // Dutch
		"Polish": {"AADSTS70008: Udzielona dotacja dostępu wygasła lub została odwołana. Identyfikator śledzenia: " + trace +
			" Identyfikator korelacji: " + correlation + " Sygnatura czasowa: " + time + "\nIdentyfikator żądania: " + request, request},
		"Swedish": {"AADSTS70008: den angivna åtkomsttilldelningen har förfallit. Spårnings-ID: " + trace +
			" korrelations-ID: " + correlation + " tidsstämpel: " + time + "\nBegärande-Id: " + request, request},
		"Czech": {"AADSTS50126: neplatné uživatelské jméno nebo heslo.\nID trasování: " + trace +
			"\nID korelace: " + correlation + "\nČasové razítko: " + time, ""},
		"Turkish": {"AADSTS70008: Sağlanan erişim izninin süresi doldu veya iptal edildi. İzleme kimliği: " + trace +
			" bağıntı kimliği: " + correlation + " zaman damgası: " + time, ""},
		"Japanese": {"AADSTS50126: ユーザー名またはパスワードが無効です。\nトレース ID:" + trace +
			"\n関連付け ID:" + correlation + "\nタイムスタンプ:" + time + "\n要求 ID: " + request, request},
		"Simplified Chinese": {"AADSTS70008：提供的访问权限已过期或已被吊销。 跟踪 ID: " + trace +
			" 相关 ID: " + correlation + " 时间戳: " + time, ""},
		"Traditional Chinese": {"AADSTS70008：提供的存取授權已過期或撤銷。 追蹤識別碼：" + trace +
			" 相互關連識別碼：" + correlation + " 時間戳記：" + time, ""},
		"Korean": {"AADSTS70008: 제공된 액세스 권한 부여가 만료되었거나 해지됩니다. 추적 ID: " + trace +
			" 상관관계 ID: " + correlation + " 타임스탬프: " + time, ""},
	} {
		for how, page := range map[string]string{"": c.page, ", accents apart": norm.NFD.String(c.page)} {
			e := Explain(page).Evidence
			if language == "Korean" && how != "" {
				continue
			}
			if e.TraceID != trace || e.CorrelationID != correlation || e.RequestID != c.request || e.Timestamp != time {
				t.Errorf("%s%s: %+v", language, how, e)
			}
			if strings.Contains(e.ServerText, trace) {
				t.Errorf("%s: Microsoft's own text has its footer: %q", language, e.ServerText)
			}
		}
	}
}

func TestNoLetterIsCutInTwo(t *testing.T) {
	for pad := range 3 {
		around := strings.Repeat("x", pad) + strings.Repeat("管理", 200)
		for _, text := range []string{around + "需要管理员批准" + around, "AADSTS70008：" + around} {
			if said := Explain(text).Evidence.ServerText; !strings.Contains(said, "管理") || strings.Contains(said, "\uFFFD") {
				t.Errorf("Microsoft's own text is shown as %q", said)
			}
		}
	}
}
