import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.Base64;
import java.util.Calendar;
import java.util.Collections;
import java.util.Properties;
import java.util.TimeZone;
import java.util.TreeSet;
import java.util.zip.ZipInputStream;

/** What Java makes of the files of monsiaj, which is written in it. Texts are printed in Base64 of UTF-8. */
public class Judge {
    public static void main(String[] arguments) throws Exception {
        switch (arguments[0]) {
            case "properties" -> {
                for (int place = 1; place < arguments.length; place++) properties(Path.of(arguments[place]));
            }
            case "keystore" -> keystore(Path.of(arguments[1]), Path.of(arguments[2]));
            case "zip" -> zip(Path.of(arguments[1]));
            case "months" -> months(TimeZone.getTimeZone(arguments[1]), Path.of(arguments[2]));
            case "months-of-time" -> monthsOfTime(ZoneId.of(arguments[1]), Path.of(arguments[2]));
            case "offsets" -> offsets(ZoneId.of(arguments[1]));
            default -> throw new IllegalArgumentException(arguments[0]);
        }
    }

    /** Every property in the order of its key, then an empty line; "refused" where Java refuses the file. */
    private static void properties(Path file) throws Exception {
        Properties properties = new Properties();
        try (InputStream input = Files.newInputStream(file)) {
            properties.load(input);
            for (String key : new TreeSet<>(properties.stringPropertyNames())) {
                System.out.println(encoded(key) + " " + encoded(properties.getProperty(key)));
            }
        } catch (IllegalArgumentException refused) {
            System.out.println("refused");
        }
        System.out.println();
    }

    /** As monsiaj opens it: the password is all that the other file holds. */
    private static void keystore(Path file, Path password) throws Exception {
        char[] characters = new String(Files.readAllBytes(password), StandardCharsets.UTF_8).toCharArray();
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream input = Files.newInputStream(file)) {
            store.load(input, characters);
        }
        for (String alias : Collections.list(store.aliases())) {
            if (store.getKey(alias, characters) instanceof PrivateKey key) {
                X509Certificate certificate = (X509Certificate) store.getCertificate(alias);
                System.out.println(key.getAlgorithm() + " " + store.getCertificateChain(alias).length + " "
                        + certificate.getSubjectX500Principal().getName());
            }
        }
    }

    private static void zip(Path file) throws Exception {
        try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(file))) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                System.out.println(encoded(entry.getName()) + " " + Base64.getEncoder().encodeToString(zip.readAllBytes()));
            }
        }
    }

    /** monsiaj's rule, in the calendar that it is written with: of each line "now notAfter months", whether the window is open. */
    private static void months(TimeZone zone, Path file) throws Exception {
        StringBuilder told = new StringBuilder();
        for (String line : Files.readAllLines(file)) {
            String[] numbers = line.split(" ");
            Calendar later = Calendar.getInstance(zone);
            later.setTimeInMillis(Long.parseLong(numbers[0]) * 1000);
            later.add(Calendar.MONTH, Integer.parseInt(numbers[2]));
            Calendar end = Calendar.getInstance(zone);
            end.setTimeInMillis(Long.parseLong(numbers[1]) * 1000);
            told.append(later.compareTo(end) > 0 ? '1' : '0');
        }
        System.out.println(told);
    }

    /** The same rule in the other calendar of Java. */
    private static void monthsOfTime(ZoneId zone, Path file) throws Exception {
        StringBuilder told = new StringBuilder();
        for (String line : Files.readAllLines(file)) {
            String[] numbers = line.split(" ");
            Instant now = Instant.ofEpochSecond(Long.parseLong(numbers[0]));
            Instant later = now.atZone(zone).plusMonths(Long.parseLong(numbers[2])).toInstant();
            told.append(later.isAfter(Instant.ofEpochSecond(Long.parseLong(numbers[1]))) ? '1' : '0');
        }
        System.out.println(told);
    }

    /** From which second on a zone is how many seconds ahead of UTC, from 2015 to 2060. */
    private static void offsets(ZoneId zone) {
        Instant at = Instant.parse("2015-01-01T00:00:00Z");
        System.out.println(at.getEpochSecond() + " " + zone.getRules().getOffset(at).getTotalSeconds());
        for (ZoneOffsetTransition next = zone.getRules().nextTransition(at); next != null; next = zone.getRules().nextTransition(next.getInstant())) {
            if (next.getInstant().isAfter(Instant.parse("2060-01-01T00:00:00Z"))) return;
            System.out.println(next.toEpochSecond() + " " + next.getOffsetAfter().getTotalSeconds());
        }
    }

    private static String encoded(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
