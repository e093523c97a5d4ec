package cli

import (
	"io"
	"io/fs"
	"net/http"
	"os"
	"strings"

	"mailgrant/flow/explain"
	"mailgrant/flow/text"
	"mailgrant/ui/term"
)

// largestDocument is how much of a file is read as one document, in bytes. Of a
// larger one, a log, the beginning and the end are read.
const largestDocument = 64 << 20

// givenFile is a file that the only argument of explain names.
type givenFile struct {
	name string
	info fs.FileInfo
}

// namedFile reports an argument that names something on this computer. A text is
// rarely a path; one with line ends or many words never is.
func namedFile(args []string) (givenFile, bool) {
	if len(args) != 1 || strings.ContainsAny(args[0], "\n\x00") {
		return givenFile{}, false
	}
	info, err := os.Stat(args[0])
	return givenFile{args[0], info}, err == nil
}

// read is the file's text. Its errors don't repeat the name: a secret may have
// been typed there.
func (g givenFile) read() (string, error) {
	switch {
	case g.info.IsDir():
		return "", usage(explainHelp, "That is a folder. Name one file in it.")
	case !g.info.Mode().IsRegular():
		return "", usage(explainHelp, "That is not a regular file. To read what it delivers, use: mailgrant explain - < FILE")
	}
	f, err := os.Open(g.name)
	if err != nil {
		return "", usage(explainHelp, "The file can't be opened: %s.", reason(err))
	}
	defer func() { _ = f.Close() }()
	if g.info.Size() > largestDocument {
		return g.edges(f)
	}
	data, err := io.ReadAll(io.LimitReader(f, largestDocument))
	if err != nil {
		return "", usage(explainHelp, "The file can't be read: %s.", reason(err))
	}
	txt := text.Decode(data)
	return txt, readable(data, txt)
}

// edges reads a large file as a log. A document can't be read in part.
func (g givenFile) edges(f io.Reader) (string, error) {
	txt, err := term.ReadEdges(f, explain.Edge)
	if err != nil {
		return "", usage(explainHelp, "The file can't be read: %s.", reason(err))
	}
	if strings.HasPrefix(strings.Join(strings.Fields(txt[:512]), ""), `{"log":{`) {
		return "", usage(explainHelp, "The recording (HAR) is larger than 64 MiB. Record again, only the step that fails.")
	}
	return txt, readable([]byte(txt), txt)
}

// readable is the error for a file that holds no text.
func readable(data []byte, txt string) error {
	if what := notText(data, txt); what != "" {
		return usage(explainHelp, "The file is %s, not a text. Copy the text out of it, and paste that.", what)
	}
	return nil
}

// notText names what a file holds that is no text; "" for a text.
func notText(data []byte, txt string) string {
	if strings.HasPrefix(http.DetectContentType([]byte(txt[:min(len(txt), 512)])), "text/") {
		return ""
	}
	switch kind := http.DetectContentType(data[:min(len(data), 512)]); {
	case strings.HasPrefix(kind, "image/"):
		return "a picture"
	case kind == "application/pdf":
		return "a PDF"
	case kind == "application/zip":
		return "a ZIP archive or an Office document"
	case kind == "application/x-gzip":
		return "a compressed file"
	case strings.HasPrefix(string(data), "\xd0\xcf\x11\xe0"):
		return "an Outlook message or an old Office document"
	case strings.HasPrefix(kind, "text/"):
		return ""
	}
	return "binary"
}
