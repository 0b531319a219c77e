import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.jena.riot.Lang;
import org.apache.jena.riot.RDFDataMgr;
import org.apache.jena.riot.RDFLanguages;

/** Reads files with Apache Jena and writes each in its own format into a folder. */
class JenaRoundTrip {
    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        for (int i = 1; i < arguments.length; i++) {
            var file = Path.of(arguments[i]);
            var dataset = RDFDataMgr.loadDataset(file.toString());
            Lang format = RDFLanguages.filenameToLang(file.toString());
            try (var out = Files.newOutputStream(folder.resolve(file.getFileName()))) {
                if (RDFLanguages.isQuads(format)) {
                    RDFDataMgr.write(out, dataset, format);
                } else {
                    RDFDataMgr.write(out, dataset.getDefaultModel(), format);
                }
            }
        }
    }
}
