package intake

import "strings"

// Continues reports a line that belongs to the labelled values, or to the JSON,
// of the lines before it. It is for an input in which other lines follow.
func Continues(block, line string) bool {
	before := strings.Split(block, "\n")
	last := before[len(before)-1]
	switch {
	case strings.Count(block, "{")+strings.Count(block, "[") > strings.Count(block, "}")+strings.Count(block, "]"):
		return true
	case !labelled(before[0]) && !strings.HasPrefix(before[0], "{") && !strings.HasPrefix(before[0], "["):
		return false
	case labelAlone(last):
		return true
	}
	return labelled(line) || completes(last, line)
}

// completes reports a line that goes on with the value of the line before it.
func completes(last, line string) bool {
	values := Read(last + "\n" + line).Values
	return len(values) > 0 && values[len(values)-1].Joined
}

// labelled reports a line that names a value, with it or alone.
func labelled(line string) bool { return labelAlone(line) || len(pairsIn(unquoted(line))) > 0 }

func labelAlone(line string) bool {
	_, ok := fieldOf(strings.Trim(unquoted(line), " \t:"))
	return ok
}
