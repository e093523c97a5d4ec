package intake

import (
	"encoding/csv"
	"strings"
)

// readTable reads an export with columns: a sign-in log or an audit log, with
// commas, semicolons or tabs.
func readTable(txt string) (Text, bool) {
	txt = strings.TrimLeft(txt, "\uFEFF \r\n")
	comma, columns, kind := tableHead(txt)
	if kind == "" {
		return Text{}, false
	}
	reader := csv.NewReader(strings.NewReader(txt))
	reader.Comma, reader.LazyQuotes, reader.FieldsPerRecord, reader.ReuseRecord = comma, true, -1, true
	if _, err := reader.Read(); err != nil {
		return Text{}, false
	}
	var entries []signIn
	var events []event
	for {
		cells, err := reader.Read()
		if err != nil {
			break
		}
		row := tableRow{columns, cells}
		if kind == SignIns {
			entries = append(entries, row.signIn())
		} else if e, ok := row.event(); ok {
			events = append(events, e)
		}
	}
	if kind == SignIns {
		return signIns(entries)
	}
	return audit(events)
}

// tableHead is what parts the columns of an export, their places by folded name,
// and which log it is; "" for none.
func tableHead(txt string) (comma rune, columns map[string]int, kind Format) {
	const longest = 16 << 10
	header, _, _ := strings.Cut(txt, "\n")
	for _, c := range ",;\t" {
		if n := strings.Count(header, string(c)); n >= 3 && (comma == 0 || n > strings.Count(header, string(comma))) {
			comma = c
		}
	}
	if comma == 0 || len(header) > longest {
		return 0, nil, ""
	}
	columns = map[string]int{}
	for i, n := range strings.Split(header, string(comma)) {
		columns[folded(n)] = i
	}
	row := tableRow{columns: columns}
	switch {
	case row.knows("signinerrorcode", "errorcode", "resulttype", "statuserrorcode") && row.knows("failurereason", "resultdescription", "statusfailurereason"):
		kind = SignIns
	case row.knows("activity", "activitydisplayname", "operationname", "operation") && row.knows("target1displayname", "targetresources", "actoruserprincipalname", "initiatedby", "userids", "auditdata", "userid"):
		kind = Audit
	}
	return comma, columns, kind
}

// tableRow is a row of an export, by the folded names of its columns.
type tableRow struct {
	columns map[string]int
	cells   []string
}

func (r tableRow) knows(names ...string) bool {
	for _, n := range names {
		if _, ok := r.columns[n]; ok {
			return true
		}
	}
	return false
}

// get is the first of some columns that is not empty.
func (r tableRow) get(names ...string) string {
	for _, n := range names {
		if i, ok := r.columns[n]; ok && i < len(r.cells) && strings.TrimSpace(r.cells[i]) != "" {
			return strings.TrimSpace(r.cells[i])
		}
	}
	return ""
}

var whenColumns = []string{"dateutc", "createddatetime", "timegeneratedutc", "timegenerated", "date", "activitydatetime", "creationdate", "datetime", "time"}

func (r tableRow) signIn() signIn {
	when := r.get(whenColumns...)
	s := signIn{
		at: moment(when), when: when, code: r.get("signinerrorcode", "errorcode", "statuserrorcode", "resulttype"),
		reason: r.get("failurereason", "statusfailurereason", "resultdescription"), more: r.get("additionaldetails", "statusadditionaldetails"),
		app: r.get("application", "appdisplayname", "serviceprincipalname"), client: r.get("applicationid", "appid"),
		resource: r.get("resource", "resourcedisplayname"), correlation: r.get("correlationid"), request: r.get("requestid", "id"),
		access: r.get("conditionalaccess", "conditionalaccessstatus"), interrupted: strings.EqualFold(r.get("status"), "interrupted"),
	}
	for _, p := range (object{"p": []byte(r.get("conditionalaccesspolicies", "appliedconditionalaccesspolicies"))}).list("p") {
		s.policy(p.str("displayname"), p.str("id"), p.str("result"))
	}
	return s
}
