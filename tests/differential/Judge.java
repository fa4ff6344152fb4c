import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.security.Key;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collections;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * What Java makes of each file. A line in: its kind, and in Base64 the password, the file and, for a key, the certificate. A line
 * out: `refused REASON`, or `opened` with `key FINGERPRINT SERIAL` (a key of it signs what it verifies) or `certificate
 * FINGERPRINT SERIAL` for each.
 */
public class Judge {
    public static void main(String[] arguments) throws Exception {
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        PrintStream output = new PrintStream(System.out, false, StandardCharsets.UTF_8);
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            String[] parts = line.split(" ", -1);
            char[] password = new String(decoded(parts[1]), StandardCharsets.UTF_8).toCharArray();
            String answer;
            try {
                answer = switch (parts[0]) {
                    case "pkcs12" -> store(decoded(parts[2]), password);
                    case "certificate" -> "opened certificate " + describe(certificate(decoded(parts[2])));
                    case "key" -> key(decoded(parts[2]), password, certificate(decoded(parts[3])));
                    default -> throw new IllegalArgumentException(parts[0]);
                };
            } catch (Throwable refused) {
                answer = "refused " + refused.getClass().getSimpleName() + ": " + refused.getMessage();
            }
            output.println(answer.replaceAll("[\\r\\n]+", " "));
            output.flush();
        }
    }

    private static String store(byte[] file, char[] password) throws Exception {
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
            answer.append(opens(store, alias, password, chain[0]) ? " key " : " certificate ").append(describe(chain[0]));
            for (int place = 1; place < chain.length; place++) {
                answer.append(" certificate ").append(describe(chain[place]));
            }
        }
        return answer.toString();
    }

    /** A key that does not open does not hide its certificate. */
    private static boolean opens(KeyStore store, String alias, char[] password, Certificate certificate) {
        try {
            Key key = store.getKey(alias, password);
            return key instanceof PrivateKey own && belongs(own, certificate.getPublicKey());
        } catch (Exception locked) {
            return false;
        }
    }

    private static String key(byte[] file, char[] password, X509Certificate certificate) throws Exception {
        KeyFactory factory = KeyFactory.getInstance(certificate.getPublicKey().getAlgorithm());
        PrivateKey key;
        try {
            key = factory.generatePrivate(new PKCS8EncodedKeySpec(file));
        } catch (Exception encrypted) {
            key = factory.generatePrivate(decrypted(file, password));
        }
        return belongs(key, certificate.getPublicKey()) ? "opened key " + describe(certificate) : "opened";
    }

    private static PKCS8EncodedKeySpec decrypted(byte[] file, char[] password) throws Exception {
        EncryptedPrivateKeyInfo info = new EncryptedPrivateKeyInfo(file);
        String name = info.getAlgName();
        // PBES2 is named by what is in it.
        if (name.equals("PBES2") || name.equals("1.2.840.113549.1.5.13")) name = info.getAlgParameters().toString();
        SecretKey secret = SecretKeyFactory.getInstance(name).generateSecret(new PBEKeySpec(password));
        Cipher cipher = Cipher.getInstance(name);
        cipher.init(Cipher.DECRYPT_MODE, secret, info.getAlgParameters());
        return info.getKeySpec(cipher);
    }

    private static boolean belongs(PrivateKey own, PublicKey known) throws Exception {
        String algorithm = switch (own.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> own.getAlgorithm();
        };
        byte[] message = "differential".getBytes(StandardCharsets.US_ASCII);
        Signature signature = Signature.getInstance(algorithm);
        signature.initSign(own);
        signature.update(message);
        byte[] signed = signature.sign();
        signature.initVerify(known);
        signature.update(message);
        return signature.verify(signed);
    }

    private static X509Certificate certificate(byte[] file) throws Exception {
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        return (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(file));
    }

    private static String describe(Certificate certificate) throws Exception {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
        return HexFormat.of().formatHex(digest) + " " + ((X509Certificate) certificate).getSerialNumber().toString(16);
    }

    private static byte[] decoded(String text) {
        return Base64.getDecoder().decode(text);
    }
}
