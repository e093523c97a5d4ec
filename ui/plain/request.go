package plain

import (
	"strings"

	"mailgrant/flow"
	"mailgrant/flow/page"
)

// isRequest reports one of the commands about the request for somebody else.
func isRequest(answer string) bool {
	switch strings.ToLower(strings.Join(strings.Fields(answer), " ")) {
	case "request", "request copy", "request file", "request keep":
		return true
	}
	return false
}

// request reads the request out, copies it or writes it to a file, or saves the
// credential as waiting for its answer.
func (t *dialog) request(answer string) error {
	if t.state.Guide().ID == "" {
		t.out.say("", "Choose a guide first.")
		return nil
	}
	_, how, _ := strings.Cut(strings.ToLower(answer), " ")
	how = strings.TrimSpace(how)
	if how != "keep" && !t.state.RequestFits() {
		t.out.say("", "There is nothing to ask of others here: the result of the test says what to do.")
		return nil
	}
	switch how {
	case "copy":
		t.send(flow.AskOthers{})
	case "file":
		t.send(flow.AskOthers{File: true})
	case "keep":
		if !t.state.MaySaveWaiting() {
			t.out.say("", "There is nothing to keep yet: first say which organization it is for.")
			return nil
		}
		t.send(flow.SaveWaiting{})
		return errMoved
	default:
		for _, p := range request(page.LocalText(t.state.Request(), t.local)) {
			t.phrase(p)
		}
	}
	return nil
}
