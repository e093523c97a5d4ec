package guide

import "testing"

func TestTheBuiltInGuidesHaveNoProblem(t *testing.T) {
	_, problems := readShared()
	_, more := readBuiltIn()
	for _, p := range append(problems, more...) {
		t.Error(p)
	}
}
