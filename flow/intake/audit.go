package intake

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// event is one entry of an audit log.
type event struct {
	at                             time.Time
	when, actor, activity, outcome string
	target                         string
	changes                        []change
}

// change is one property that an event changed.
type change struct{ name, before, after string }

// readAudit reads an audit log: what the portal exports, Graph lists, or the
// unified log keeps.
func readAudit(list []object) (Text, bool) {
	var events []event
	for _, o := range list {
		if data := o.str("auditdata"); data != "" {
			if inner := objectOf([]byte(data)); inner != nil {
				o = inner
			}
		}
		if p := o.sub("properties"); p.has("activitydisplayname") {
			o = p
		}
		if e, ok := o.event(); ok {
			events = append(events, e)
		}
	}
	return audit(events)
}

func (o object) event() (event, bool) {
	if !o.has("activitydisplayname") && !o.has("operation", "creationtime") && !(o.has("operationname") && (o.has("targetresources") || o.has("initiatedby"))) {
		return event{}, false
	}
	e := event{
		when: o.str("activitydatetime", "creationtime", "timegenerated"), activity: o.str("activitydisplayname", "operation", "operationname"),
		outcome: o.str("result", "resultstatus"), actor: o.str("userid"), target: o.str("objectid"),
	}
	e.at = moment(e.when)
	if by := o.nested("initiatedby"); by != nil {
		e.actor = cmp.Or(by.sub("user").str("userprincipalname", "displayname"), by.sub("app").str("displayname", "serviceprincipalname"))
	}
	for i, t := range o.list("targetresources") {
		if i == 0 {
			e.target = t.str("displayname", "userprincipalname", "id")
		}
		for _, p := range t.list("modifiedproperties") {
			e.changes = append(e.changes, change{p.str("displayname"), p.str("oldvalue"), p.str("newvalue")})
		}
	}
	for i, t := range o.list("target") { // the unified log has the name among others
		if i == 0 || t.str("type") == "1" {
			e.target = t.str("id")
		}
	}
	for _, p := range o.list("modifiedproperties") {
		e.changes = append(e.changes, change{p.str("name", "displayname"), p.str("oldvalue"), p.str("newvalue")})
	}
	return e, true
}

// nested is a member that is an object, or the text of one.
func (o object) nested(key string) object {
	if inner := o.sub(key); inner != nil {
		return inner
	}
	return objectOf([]byte(o.str(key)))
}

func (r tableRow) event() (event, bool) {
	if data := r.get("auditdata"); data != "" {
		if o := objectOf([]byte(data)); o != nil {
			return o.event()
		}
	}
	e := event{
		when: r.get(whenColumns...), activity: r.get("activity", "activitydisplayname", "operationname", "operation"), outcome: r.get("result", "resultstatus"),
		actor: r.get("actoruserprincipalname", "actordisplayname", "actorserviceprincipalname", "userid", "userids"), target: r.get("target1displayname", "target1userprincipalname", "target1objectid"),
	}
	if by := objectOf([]byte(r.get("initiatedby"))); by != nil {
		e.actor = cmp.Or(by.sub("user").str("userprincipalname", "displayname"), by.sub("app").str("displayname"))
	}
	for i, t := range (object{"t": []byte(r.get("targetresources"))}).list("t") {
		if i == 0 {
			e.target = t.str("displayname", "id")
		}
		for _, p := range t.list("modifiedproperties") {
			e.changes = append(e.changes, change{p.str("displayname"), p.str("oldvalue"), p.str("newvalue")})
		}
	}
	for _, target := range []string{"target1", "target2"} {
		for n := 1; n <= 5; n++ {
			p := target + "modifiedproperty" + strconv.Itoa(n)
			if name := r.get(p + "name"); name != "" {
				e.changes = append(e.changes, change{name, r.get(p + "oldvalue"), r.get(p + "newvalue")})
			}
		}
	}
	e.at = moment(e.when)
	return e, e.activity != ""
}

// keysIn are the secrets in a KeyDescription, by their identifiers, with their
// names: [KeyIdentifier=…,KeyType=Password,KeyUsage=Verify,DisplayName=mail].
func keysIn(txt string) map[string]string {
	keys := map[string]string{}
	for _, part := range strings.Split(txt, "KeyIdentifier=")[1:] {
		id, rest, _ := strings.Cut(part, ",")
		name := ""
		if _, after, ok := strings.Cut(rest, "DisplayName="); ok {
			name, _, _ = strings.Cut(after, "]")
		}
		name = strings.Trim(name, `\" `)
		if name == "" {
			name = "with the ID " + strings.Trim(id, `\" `)
		} else {
			name = strconv.Quote(quote(name))
		}
		keys[id] = name
	}
	return keys
}

// addressesIn are the addresses in a property.
func addressesIn(txt string) map[string]string {
	found := map[string]string{}
	for _, word := range strings.FieldsFunc(txt, func(r rune) bool { return strings.ContainsRune(`"'\[]{}, `, r) }) {
		if strings.Contains(word, "://") {
			found[word] = quote(word)
		}
	}
	return found
}

// missing are the names of what is in the first and not in the second.
func missing(before, after map[string]string) []string {
	var gone []string
	for id, name := range before {
		if _, still := after[id]; !still {
			gone = append(gone, name)
		}
	}
	slices.Sort(gone)
	return gone
}
