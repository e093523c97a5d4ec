package redact

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"mailgrant/flow/text"
)

// What Microsoft's pages and people call a secret or a password in other
// languages, also without accents. Where a word has other uses, or could be part
// of another one, it counts only as a separate word.
const (
	foreignNames = `passwort kennwort geheimnis clientgeheimnis clientgeheim geheimer-schluessel
		mot-de-passe secret-client secret-du-client cle-secrete
		contrasena clave-secreta secreto-de-cliente secreto-del-cliente
		segreto-client segreto-del-client chiave-segreta parola-d-ordine
		palavra-passe segredo-do-cliente chave-secreta wachtwoord toegangscode
		klucz-tajny-klienta klucz-tajny wpis-tajny-klienta
		losenord klienthemlighet klienthemmelighed klienthemmelighet adgangskode kodeord passord
		salasana asiakassalaisuus istemci-gizli-anahtari gizli-anahtar istemci-parolasi`
	foreignWords  = "geheim clave secreto segreto senha segredo haslo heslo hemlighet hemmelighed hemmelighet salaisuus tajemstvi parola sifre"
	foreignSpoken = `clientschlüssel geheimer-schlüssel clé-secrète-client clé-secrète contraseña hasło lösenord
		tajný-klíč-klienta tajný-klíč tajemství şifre istemci-gizli-anahtarı gizli-anahtarı istemci-parolası
		пароль пароля паролем пароли секретный-ключ секрет-клиента секрета-клиента секрет секрета
		クライアント-シークレット クライアントシークレット シークレット パスワード 暗証番号 秘密鍵 秘密
		客户端密码 客户端机密 客戶端密碼 用戶端密碼 用戶端秘密 密码 密碼 口令 机密 機密 密钥 密鑰
		클라이언트-암호 클라이언트-비밀 비밀번호 패스워드 시크릿 암호 비밀`
)

// joined reports the words of one name: only what separates them is between.
func joined(name []byte) bool {
	return bytes.IndexFunc(name, func(r rune) bool {
		return r < utf8.RuneSelf && !text.Alnum(byte(r)) && !strings.ContainsRune(" -_'\n", r) //nolint:gosec // a byte
	}) < 0
}

// ofWhat are the words between a name and its sign that say whose secret it is:
// "mot de passe de l'application :".
var ofWhat = text.Pattern(`^ (?:de|du|des|del|dell|d|l|della|da|do|der|of|for|van|voor|av|för|till|para|pour|per|klienta|aplikacji)(?:\b|')[\p{L}' ]{0,30}?(?:\s*[:=] *| \| | ['"])`)

// qualified skips those words, and all up to the value; quote is the one that it
// is in, or 0.
func (b behind) qualified(i int) (from int, quote byte, ok bool) {
	words := ofWhat().Find(b.plain[i:min(i+nameLimit, len(b.plain))])
	if words == nil {
		return i, 0, false
	}
	from = i + len(words)
	for b.at(from, ' ') {
		from++
	}
	switch last := b.plain[from-1]; {
	case last == '"' || last == '\'':
		return from, last, true
	case b.at(from, '"') || b.at(from, '\''):
		return from + 1, b.plain[from], true
	}
	return from, 0, true
}

// reference reports program text in a secret's place, such as
// os.environ["CLIENT_SECRET"] or response.data.refresh_token: it says where the
// value is.
func reference(txt string) bool {
	txt = strings.TrimRight(txt, ";,)")
	return cmdlet().MatchString(txt) ||
		accessor().MatchString(txt) && mentions().MatchString(txt) && strings.ContainsAny(txt, ".[(>:") ||
		program().MatchString(txt) && isName(txt)
}

var (
	cmdlet   = text.Pattern(`^\(?(?:Get|Read|New|ConvertTo|ConvertFrom|Import)-[A-Z][A-Za-z]+$`)
	accessor = text.Pattern(`^[$@&]?[A-Za-z_]\w*(?:(?:\.|->|::)[A-Za-z_]\w*)*(?:[\[(].*)?$`)
	mentions = text.Pattern(`(?i)secret|passw|token|key|env|config|setting|vault|credential`)
	program  = text.Pattern(`^[$@&]?[A-Za-z_]+$`)
)

// isName reports a word that is itself the name of a secret: a variable.
func isName(txt string) bool {
	word := text.Squeeze(txt)
	if len(word) < 2 {
		return false
	}
	for _, n := range index().names[[2]byte{word[0], word[1]}] {
		if n.key == word && !n.weak {
			return true
		}
	}
	return false
}
