import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.security.Key;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.Collections;
import java.util.HexFormat;

/**
 * What Java makes of each file. A line in: the password and the file, in Base64. A line out: `refused REASON`, or `opened` with
 * `key FINGERPRINT SERIAL` or `certificate FINGERPRINT SERIAL` for each entry.
 */
public class Judge {
    public static void main(String[] arguments) throws Exception {
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        PrintStream output = new PrintStream(System.out, false, StandardCharsets.UTF_8);
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            String[] parts = line.split(" ", -1);
            char[] password = new String(Base64.getDecoder().decode(parts[0]), StandardCharsets.UTF_8).toCharArray();
            String answer;
            try {
                answer = open(Base64.getDecoder().decode(parts[1]), password);
            } catch (Throwable refused) {
                answer = "refused " + refused.getClass().getSimpleName() + ": " + refused.getMessage();
            }
            output.println(answer.replaceAll("[\\r\\n]+", " "));
            output.flush();
        }
    }

    private static String open(byte[] file, char[] password) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(new ByteArrayInputStream(file), password);
        StringBuilder answer = new StringBuilder("opened");
        for (String alias : Collections.list(store.aliases())) {
            if (!store.isKeyEntry(alias)) {
                answer.append(" certificate ").append(describe(store.getCertificate(alias)));
                continue;
            }
            Certificate[] chain = store.getCertificateChain(alias);
            if (chain == null || chain.length == 0) continue;
            String kind = "certificate";
            try {
                Key key = store.getKey(alias, password);
                if (key instanceof PrivateKey) kind = "key";
            } catch (Exception locked) {
                // A key that does not open does not hide its certificate.
            }
            answer.append(' ').append(kind).append(' ').append(describe(chain[0]));
            for (int place = 1; place < chain.length; place++) {
                answer.append(" certificate ").append(describe(chain[place]));
            }
        }
        return answer.toString();
    }

    private static String describe(Certificate certificate) throws Exception {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
        return HexFormat.of().formatHex(digest) + " " + ((X509Certificate) certificate).getSerialNumber().toString(16);
    }
}
