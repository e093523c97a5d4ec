package plain

import (
	"strings"

	"mailgrant/flow"
	"mailgrant/flow/page"
	"mailgrant/flow/text"
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
		t.out.say("", "The request:")
		for _, p := range unmarked(page.LocalText(t.state.Request(), t.local)) {
			t.phrase(p)
		}
		t.out.say("", "The request ends here. Type request copy to copy it, or request file to write it to a file.")
	}
	return nil
}

// offered says on the request's own page how to hear it.
func offered(request string) section {
	if request == "" {
		return nil
	}
	return section{{"", "Type request to hear it, request copy to copy it, request file to write it to a file."}}
}

var numbered = text.Pattern(`^(\d+)\. `)

// unmarked is a Markdown text without its marks. A row of a table is said with the
// names of its columns.
func unmarked(markdown string) section {
	var b section
	var columns []string
	for line := range strings.Lines(strings.NewReplacer("`", "", "**", "").Replace(markdown)) {
		line = strings.TrimSpace(line)
		cells, isRow := strings.CutPrefix(line, "| ")
		switch {
		case line == "" || strings.HasPrefix(line, "|--"):
		case isRow && columns == nil:
			columns = strings.Split(strings.Trim(cells, "| "), " | ")
		case isRow:
			var said []string
			for i, c := range strings.Split(strings.Trim(cells, "| "), " | ") {
				if i < len(columns) {
					c = columns[i] + ": " + c
				}
				said = append(said, c)
			}
			b = append(b, paragraph{"", strings.Join(said, ", ") + "."})
		default:
			columns = nil
			line = strings.TrimLeft(strings.TrimPrefix(line, "- "), "# ")
			b = append(b, paragraph{"", numbered().ReplaceAllString(line, "Step $1: ")})
		}
	}
	return b
}
