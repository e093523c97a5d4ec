package explain

import (
	"iter"
	"slices"
	"strings"
	"testing"

	"mailgrant/flow/soak"
)

// callings are words for a secret or a password in the languages of users.
var callings = map[string]string{
	"English":    "password, passphrase, client secret, app password, secret, secret key, API key",
	"German":     "Passwort, Kennwort, Geheimnis, Clientgeheimnis, geheimer Clientschlüssel, App-Kennwort, Zugangskennwort, geheimer Schlüssel",
	"French":     "mot de passe, secret client, clé secrète, clé secrète client, Mot de passe de l'application",
	"Spanish":    "contraseña, clave, secreto, secreto de cliente, clave secreta, secreto del cliente",
	"Italian":    "segreto client, segreto, chiave segreta, parola d'ordine, password dell'app",
	"Portuguese": "senha, palavra-passe, segredo, segredo do cliente, chave secreta",
	"Dutch":      "wachtwoord, geheim, clientgeheim, app-wachtwoord, toegangscode",
	"Polish":     "hasło, klucz tajny, klucz tajny klienta, wpis tajny klienta, haslo",
	"Swedish":    "lösenord, klienthemlighet, hemlighet, losenord",
	"Danish":     "adgangskode, kodeord, klienthemmelighed, hemmelighed",
	"Norwegian":  "passord, klienthemmelighet, hemmelighet",
	"Finnish":    "salasana, asiakassalaisuus, salaisuus, asiakkaan salasana",
	"Czech":      "heslo, tajný klíč, tajný klíč klienta, tajemství",
	"Turkish":    "parola, şifre, istemci gizli anahtarı, gizli anahtar, istemci parolası",
	"Russian":    "пароль, секрет, секрет клиента, секретный ключ, Пароль",
	"Japanese":   "パスワード, シークレット, クライアント シークレット, クライアントシークレット, 秘密鍵, 暗証番号",
	"Chinese":    "密码, 密碼, 口令, 客户端密码, 客户端机密, 客戶端密碼, 用戶端密碼, 密钥, 密鑰, 机密",
	"Korean":     "비밀번호, 암호, 비밀, 클라이언트 암호, 클라이언트 비밀, 패스워드",
}

// shapes are those of values that people use.
var shapes = []string{
	canary, "[7hTq2@Lm+PZ]x-K9:c4Vb8", "aB3+/dEfGh1JkLmN0pQrStUvWxYz0123456789abcdE=", "Zomer2031pl!", "correcthorsebattery", "Hunt3r!",
	"Pässwörd2031", "2031041577", "a+b/c=d&e@g1", "$ecretPassw0rd12", "K9:c4Vb8;x2Q", "SOMMER-REGEN-77",
}

func both(a, b map[string]string) iter.Seq2[string, string] {
	return func(yield func(string, string) bool) {
		for _, m := range []map[string]string{a, b} {
			for k, v := range m {
				if !yield(k, v) {
					return
				}
			}
		}
	}
}

func TestSoakNoSecretIsRepeatedInAnyLanguage(t *testing.T) {
	const value, name = "§", "¤"
	contexts := map[string]string{
		"a colon":    "AADSTS50126 ¤: § klopt",
		"a full one": "ErrorSendAsDenied ¤：§",
		"an equals":  "AADSTS50126 ¤=§\nnext",
		"with space": "AADSTS9999999: failed for ¤ = § here",
		"JSON":       `ErrorSendAsDenied {"¤":"§","x":1}`,
		"quotes":     "AADSTS7000215: ¤ '§' failed.",
		"others":     "AADSTS7000215: ¤ «§» failed.",
		"low quotes": "AADSTS7000215: ¤ „§“ failed.",
		"an element": "ErrorSendAsDenied <a><b>¤</b><c>§</c></a>",
		"a table":    "ErrorSendAsDenied | ¤ | § |",
		"an arrow":   "ErrorSendAsDenied ¤ => § .",
		"a new line": "ErrorSendAsDenied ¤:\n  §\nnext",
		"brackets":   "AADSTS9999999: [¤: §] no",
	}
	unsigned := map[string]string{ // here a value must look like one
		"a space":  "AADSTS9999999: ¤ § klopt",
		"a verb":   "AADSTS9999999: ¤ ist § sagt er",
		"brackets": "AADSTS9999999: ¤ (§) geht nicht",
		"a dash":   "ErrorSendAsDenied ¤ - § no",
	}
	plain := []string{"correcthorsebattery", "2031041577", "SOMMER-REGEN-77", "[7hTq2@Lm+PZ]x-K9:c4Vb8", "$ecretPassw0rd12"}
	for language, list := range callings {
		for _, word := range soak.Some(t, 2, strings.Split(list, ", ")) {
			for place, context := range both(contexts, unsigned) {
				for _, secret := range shapes {
					if unsigned[place] == context && (slices.Contains(plain, secret) || strings.Contains(word, "'")) {
						continue
					}
					if strings.Contains(context, "<c>") && strings.ContainsAny(secret, "&<") {
						continue // it would be written otherwise there
					}
					text := strings.ReplaceAll(strings.ReplaceAll(context, name, word), value, secret)
					said := everything(Explain(text))
					for _, piece := range pieces(secret) {
						if strings.Contains(said, piece) {
							t.Errorf("%s, %s: %q of %q is repeated", language, place, piece, text)
							break
						}
					}
				}
			}
		}
	}
}
