package value

import (
	"strings"
	"time"

	"mailgrant/flow/text"
)

// months are the names of the months in the portal's languages, beside English.
var months = [12]string{
	"januar jänner janvier janv enero ene gennaio gen janeiro januari stycznia styczeń sty января январь янв",
	"februar février fevrier févr fevr febrero feb febbraio fevereiro fev februari lutego luty lut февраля февраль фев",
	"märz maerz mär mars marzo março marco mar maart mrt marca marzec марта март мар",
	"april avril avr abril abr aprile kwietnia kwiecień kwi апреля апрель апр",
	"mai mayo maggio mag maio mei maja maj мая май",
	"juni juin junio giugno giu junho czerwca czerwiec cze июня июнь июн",
	"juli juillet juil julio luglio lug julho lipca lipiec lip июля июль июл",
	"august août aout agosto ago augustus augusti sierpnia sierpień sie августа август авг",
	"september septembre septiembre sept settembre set setembro września wrzesień wrz сентября сентябрь сент сен",
	"oktober okt octobre octubre ottobre ott outubro out października październik paź октября октябрь окт",
	"november novembre noviembre nov novembro listopada listopad lis ноября ноябрь ноя",
	"dezember dez décembre decembre déc diciembre dic dicembre dezembro december grudnia grudzień gru декабря декабрь дек", //nolint:misspell // French
}

var (
	dayFirst   = text.Pattern(`(?i)^(\d{1,2})(?:\.|st|nd|rd|th|er|º)?[ -](?:de |of )?(\p{L}{3,12})\.?,?[ -](?:de |del )?(\d{4})(?: ?г\.?)?$`)
	monthFirst = text.Pattern(`(?i)^(\p{L}{3,12})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})$`)
	yearFirst  = text.Pattern(`^(\d{4}) ?年 ?(\d{1,2}) ?月 ?(\d{1,2}) ?日$`)
)

// spelled is a date with the month's name, in a form that time can parse; the
// same text if it is none.
func spelled(txt string) string {
	if m := yearFirst().FindStringSubmatch(txt); m != nil {
		return m[1] + "-" + m[2] + "-" + m[3]
	}
	day, month, year := "", "", ""
	if m := dayFirst().FindStringSubmatch(txt); m != nil {
		day, month, year = m[1], m[2], m[3]
	} else if m := monthFirst().FindStringSubmatch(txt); m != nil {
		day, month, year = m[2], m[1], m[3]
	} else {
		return txt
	}
	month = strings.ToLower(month)
	for i, names := range months {
		english := strings.ToLower(time.Month(i + 1).String())
		if month == english || month == english[:3] || strings.Contains(" "+names+" ", " "+month+" ") {
			return day + " " + english + " " + year
		}
	}
	return txt
}
