package intake_test

import (
	"testing"

	"mailgrant/flow/guide"
	"mailgrant/flow/intake"
	"mailgrant/flow/value"
)

func TestAnEndDateIsReadBehindItsNameInEveryLanguage(t *testing.T) {
	for _, line := range []string{
		"Expires: 2028-10-27", "Expires on 27 October 2028.", "Expiry date: Oct 27, 2028", "Expiration: 2028-10-27T10:00:00Z", "Valid until October 27th, 2028",
		"End date: 10/27/2028", "The secret is valid until 27/10/2028, then tell me.", "expires 2028-10-27 (24 months)", "> > expires:\n> > 2028-10-27",
		"Geheimnis: " + secret + " (gültig bis 27.10.2028)", "gültig bis: 27.10.2028", "Gültig bis zum 27. Oktober 2028", "Ablaufdatum 27.10.2028", "Das Geheimnis läuft am 27.10.2028 ab.",
		"Es läuft ab am 27. Oktober 2028.", "Ablauf: 27. Oktober 2028", "> Ablauf: 27.10.2028", "Ablaufdatum\n27. Oktober 2028", "| Ablauf | 27.10.2028 |", "**Ablauf:** 27.10.2028",
		"Expire le 27 octobre 2028", "Date d’expiration : 27/10/2028", "valable jusqu'au 27 octobre 2028", "Caduca el 27 de octubre de 2028", "Fecha de caducidad: 27/10/2028", "Válido hasta el 27/10/2028",
		"Scade il 27 ottobre 2028", "Scadenza: 27/10/2028", "Valido fino al 27 ottobre 2028", "Expira em 27 de outubro de 2028", "Validade: 27/10/2028", "válido até 27/10/2028", //nolint:misspell // Portuguese
		"Verloopt op 27 oktober 2028", "Geldig tot 27-10-2028", "Vervaldatum: 27-10-2028", "Wygasa 27 października 2028", "Ważny do: 27.10.2028", "Data wygaśnięcia: 2028-10-27",
		"有効期限：2028年10月27日", "有効期限: 2028/10/27", "有效期至 2028年10月27日", "到期日期：2028-10-27", "Срок действия до 27.10.2028", "Истекает 27 октября 2028 г.", "Giltig till 2028-10-27",
	} {
		var got []string
		for _, v := range intake.Read("Client ID: " + client + "\n" + line + "\n").Values {
			if v.Field == guide.FieldExpires {
				day, _ := value.ParseDate(v.Text)
				got = append(got, day.Format(value.DateLayout))
			}
		}
		if len(got) != 1 || got[0] != "2028-10-27" {
			t.Errorf("%q: %q", line, got)
		}
	}
}

func TestOtherDatesAreNoEndDate(t *testing.T) {
	for _, line := range []string{"Created: 2028-10-27", "Sent: Friday, 27 October 2028", "erstellt am 27.10.2028", "We meet on 27 October 2028.", "The contract: 27.10.2028", "Der Lauf 27.10.2028", "expires soon"} {
		for _, v := range intake.Read("Client ID: " + client + "\n" + line + "\n").Values {
			if v.Field == guide.FieldExpires {
				t.Errorf("%q: %q", line, v.Text)
			}
		}
	}
}
