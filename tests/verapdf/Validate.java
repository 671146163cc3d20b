import java.io.FileInputStream;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/**
 * Holds PDF files against standards: each argument is "standard=path", the standard as veraPDF calls it (ua1, 3a).
 *
 * <p>Prints for each a line "standard path assertions", and below it a line that begins with "  " for each failure.
 */
class Validate {
  private static final int MOST_FAILURES = 50;

  public static void main(String[] asked) throws Exception {
    Logger.getLogger("").setLevel(Level.SEVERE);
    VeraGreenfieldFoundryProvider.initialise();
    for (String one : asked) {
      String[] parts = one.split("=", 2);
      validate(PDFAFlavour.byFlavourId(parts[0]), parts[1]);
    }
  }

  private static void validate(PDFAFlavour standard, String path) throws Exception {
    try (FileInputStream file = new FileInputStream(path);
        PDFAParser parser = Foundries.defaultInstance().createParser(file, standard);
        PDFAValidator validator =
            Foundries.defaultInstance().createValidator(standard, MOST_FAILURES, false, false, false)) {
      ValidationResult result = validator.validate(parser);
      System.out.println(standard.getId() + " " + path + " " + result.getTotalAssertions());
      for (TestAssertion assertion : result.getTestAssertions()) {
        if (assertion.getStatus() == TestAssertion.Status.FAILED) {
          String rule = assertion.getRuleId().getClause() + "-" + assertion.getRuleId().getTestNumber();
          System.out.println("  " + rule + " " + assertion.getMessage().replaceAll("\\s+", " ")
              + " @ " + assertion.getLocation().getContext());
        }
      }
      if (!result.isCompliant() && result.getFailedChecks().isEmpty()) {
        System.out.println("  the file is not compliant, and no check says why");
      }
    }
  }
}
