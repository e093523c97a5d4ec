package intake

import (
	"slices"
	"strings"
	"sync"
	"unicode"

	"mailgrant/flow/finding"
	"mailgrant/flow/guide"
)

// labels are the names of values, folded: those that are one only as a whole,
// and the endings of longer ones such as AZURE_CLIENT_ID.
var labels = []struct {
	field finding.FieldID
	whole string
	ends  string
}{
	{FieldSecretID, "secretid secretidentifier geheimnisid keyid", "secretid clientsecretid"},
	{guide.FieldClientID, "appid idclient identifiantclient iddecliente idcliente idaplikacji clientidentifier",
		"clientid clientappid applicationid applicationclientid azureappid graphappid entraappid clientidlautet anwendungsid iddapplication identifiantdapplication iddeaplicación idapplicazione iddocliente iddoaplicativo iddaaplicação toepassingsid identyfikatoraplikacji identyfikatorklienta クライアントid アプリケーションid 客户端id 应用程序id идентификаторприложения"},
	{FieldTenant, "tenant directory mandant locataire inquilino mapid tenantname tenantdomain aadtenant azuretenant",
		"tenantid tenantguid oauthtenant azuretenant entratenant aadtenant graphtenant mailtenant office365tenant o365tenant directoryid directorytenantid mandantid mandantenid verzeichnisid idlocataire iddulocataire iddelannuaire iddeinquilino iddelinquilino idinquilino iddedirectorio iddeldirectorio idtenant iddeltenant iddirectory iddelladirectory iddolocatário iddoinquilino iddodiretório identyfikatordzierżawy identyfikatorkatalogu テナントid ディレクトリid 租户id 目录id идентификаторкаталога"},
	{guide.FieldSecret, "secret value clientcredential secreto geheimnis wert valeur valor valore waarde wartość 値 值",
		"clientsecret clientsecretvalue appsecret applicationsecret secretvalue secrettext appkey clientkey clientpassword oauthsecret clientgeheimnis clientschlüssel clésecrèteclient secretclient secretodecliente segredodocliente segretoclient clientgeheim klucztajnyklienta wpistajnyklienta valeurdusecret valordelsecreto valoredelsegreto valordosegredo waardevanhetgeheim クライアントシークレット シークレットの値 客户端密码 客户端机密"},
	{guide.FieldToken, "tokenurl tokenuri oauthtokenurl",
		"tokenendpoint tokenendpointurl tokenurl tokenuri accesstokenurl accesstokenuri tokenserverurl oauth20tokenendpointv2 oauth20tokenendpointv1"},
	{guide.FieldAuth, "authurl authuri",
		"authorizationendpoint authorizationurl authorizationuri authorizeurl authendpoint authendpointurl oauth20authorizationendpointv2 oauth20authorizationendpointv1 userauthorizationuri"},
	{guide.FieldOrganization, "authority instance issuer", "authority authorityurl issueruri issuerurl authorityhost"},
	{guide.FieldRedirect, "redirecturis replyurls", "redirecturi redirecturl replyurl callbackurl redirecturitemplate"},
	{guide.FieldMailbox, "mailbox postfach boîteauxlettres buzón mailboxes sender absender fromaddress",
		"mailboxaddress sharedmailbox emailaddress mailfrom senderaddress mailuser imapuser imapusername smtpuser smtpusername mailusername"},
	{guide.FieldExpires, "expires expireson expiry expirydate enddate enddatetime läuftab expireen caduca scadenza verloopt", "secretexpires secretexpiry secretexpireson"},
	{FieldScope, "scope scopes resource", "oauthscope oauthscopes graphscope graphscopes clientscope azurescope azurescopes registrationscope"},
	{FieldGrant, "granttype", "granttype authorizationgranttype oauthgranttype"},
	{FieldHost, "mailhost smtphost imaphost mailsmtphost mailimaphost", "mailhost smtphost imaphost smtpserver imapserver mailserver ewsurl ewsendpoint graphurl graphendpoint"},
}

// others are endings of names that only look like one of those above.
var others = strings.Fields("resourceappid resourceclientid resourcetenantid hometenantid ownertenantid appownertenantid actorhometenantid k8ssecret")

// parted are the words in brackets that the portal's Overview page has in each
// language: Application (client) ID, Directory (tenant) ID.
var parted = map[string]finding.FieldID{
	"client": guide.FieldClientID, "cliente": guide.FieldClientID, "klient": guide.FieldClientID, "klienta": guide.FieldClientID,
	"クライアント": guide.FieldClientID, "客户端": guide.FieldClientID, "клиент": guide.FieldClientID, "клиента": guide.FieldClientID,
	"tenant": FieldTenant, "mandant": FieldTenant, "locataire": FieldTenant, "inquilino": FieldTenant, "locatário": FieldTenant,
	"dzierżawy": FieldTenant, "dzierżawa": FieldTenant, "テナント": FieldTenant, "租户": FieldTenant, "klientorganisation": FieldTenant, "клиентов": FieldTenant,
}

// longestLabel bounds a label, in bytes.
const longestLabel = 90

// fieldOf is the field that a label names.
func fieldOf(label string) (finding.FieldID, bool) {
	if len(label) > longestLabel {
		return "", false
	}
	if before, inside, ok := strings.Cut(label, "("); ok {
		word, after, closed := strings.Cut(inside, ")")
		field, known := parted[strings.ToLower(strings.TrimSpace(word))]
		if closed && known && !strings.Contains(strings.ToLower(label), "secret") {
			if exact, ok := fieldNamed(before + after); ok { // some languages have one word for client and tenant
				return exact, true
			}
			return field, true
		}
	}
	return fieldNamed(label)
}

// fieldNamed is the field that a label without brackets names.
func fieldNamed(label string) (finding.FieldID, bool) {
	key, x := folded(label), index()
	if field, ok := x.whole[key]; ok {
		return field, true
	}
	for _, n := range x.lengths {
		if n > len(key) {
			break
		}
		if field, ok := x.ends[key[len(key)-n:]]; ok && !slices.ContainsFunc(others, func(o string) bool { return strings.HasSuffix(key, o) }) {
			return field, true
		}
	}
	return "", false
}

// labelIndex finds labels by their folded name, and by its last n bytes.
type labelIndex struct {
	whole, ends map[string]finding.FieldID
	lengths     []int // of the endings, the shortest first
}

var index = sync.OnceValue(func() labelIndex {
	x := labelIndex{whole: map[string]finding.FieldID{}, ends: map[string]finding.FieldID{}}
	for _, l := range labels {
		for name := range strings.FieldsSeq(l.whole) {
			x.whole[name] = l.field
		}
		for end := range strings.FieldsSeq(l.ends) {
			x.ends[end] = l.field
			if !slices.Contains(x.lengths, len(end)) {
				x.lengths = append(x.lengths, len(end))
			}
		}
	}
	slices.Sort(x.lengths)
	return x
})

// folded is a label's letters and digits, in lower case.
func folded(label string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, label)
}
