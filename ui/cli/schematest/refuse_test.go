package schematest

import (
	"encoding/json"
	"testing"
)

// TestTheSchemasRefuseWhatIsNotOfTheContract: a schema that accepts everything
// would check nothing.
func TestTheSchemasRefuseWhatIsNotOfTheContract(t *testing.T) {
	h := newHolder(t)
	whole := h.run("check", "--practice", "expired", "--format", "json")
	type object = map[string]any
	report := func(all object) object { return all["reports"].([]any)[0].(object) }
	finding := func(all object) object { return report(all)["findings"].([]any)[0].(object) }
	for name, spoil := range map[string]func(object){
		"no key":            func(all object) { delete(report(all), "days_left") },
		"one key more":      func(all object) { report(all)["new"] = 1 },
		"one more at last":  func(all object) { finding(all)["evidence"].(object)["secret"] = "x" },
		"no list":           func(all object) { finding(all)["do"] = nil },
		"a cause of nobody": func(all object) { report(all)["cause"] = "secret-lost" },
		"an owner of none":  func(all object) { report(all)["owner"] = "somebody" },
		"another verdict":   func(all object) { report(all)["verdict"] = "skip" },
		"another check":     func(all object) { finding(all)["check"] = "weather" },
		"another mode":      func(all object) { all["mode"] = "dry" },
		"a day that is one": func(all object) { report(all)["expires"] = "soon" },
		"a time that is no": func(all object) { report(all)["started"] = "yesterday" },
		"another schema":    func(all object) { all["schema"] = "mailgrant.reports/2" },
	} {
		var all object
		if err := json.Unmarshal([]byte(whole), &all); err != nil {
			t.Fatal(err)
		}
		spoil(all)
		text, err := json.Marshal(all)
		if err != nil {
			t.Fatal(err)
		}
		if h.valid("reports", text) == nil {
			t.Errorf("%s is taken", name)
		}
	}
	if err := h.valid("reports", []byte(whole)); err != nil {
		t.Error(err)
	}
}
