package dev.souk.user.account;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * Passwords that an attacker tries first (NIST SP 800-63B-4, 3.1.1.2): the 100,000 most common of breaches, also with digits and signs
 * around them or repeated; runs such as 123456; and whatever consists of the account's own words only. As the rule asks, it is always the
 * whole password that is judged: words may be part of a longer one.
 */
@Component
class PasswordBlocklist {

    /** Of the library nbvcxz (MIT licence), one a line, in lower case. */
    private static final String LIST = "/dictionaries/passwords.txt";

    private static final String OUR_NAME = "souk";
    private static final int SHORTEST_WORD = 3;
    private static final int FEWEST_OWN_CHARACTERS = 4;
    private static final Pattern NO_LETTERS = Pattern.compile("\\P{L}+");
    private static final Pattern NO_LETTERS_AROUND = Pattern.compile("^\\P{L}+|\\P{L}+$");
    private static final Pattern REPEATED = Pattern.compile("(.+?)\\1+");

    /** 64 bits of each are enough to know it again, and take a tenth of the memory. */
    private final long[] common;

    PasswordBlocklist() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(list(), StandardCharsets.UTF_8))) {
            common = lines.lines().mapToLong(PasswordBlocklist::hash).sorted().toArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * @param context what everybody may know of the account: its address, its name
     * @throws UnacceptablePassword when it is one of those that are tried first
     */
    void refuseCommon(Password password, String... context) {
        String text = password.normalised().toLowerCase(Locale.ROOT);
        String bare = NO_LETTERS_AROUND.matcher(text).replaceAll("");
        if (Stream.of(text, bare, unrepeated(text), unrepeated(bare)).anyMatch(this::isCommon)
                || unrepeated(text).length() < FEWEST_OWN_CHARACTERS || isRun(text)) {
            throw new UnacceptablePassword(
                    "This password is one of the first that an attacker tries: choose a sentence of your own");
        }
        if (consistsOf(words(context), text)) {
            throw new UnacceptablePassword(
                    "This password says little more than your address and name: choose a sentence of your own");
        }
    }

    private boolean isCommon(String text) {
        return Arrays.binarySearch(common, hash(text)) >= 0;
    }

    /** {@code abc} of {@code abcabcabc}. */
    private static String unrepeated(String text) {
        var repeated = REPEATED.matcher(text);
        return repeated.matches() ? repeated.group(1) : text;
    }

    /** {@code 1234567890123}, {@code zyxwv}: each character is followed by its neighbour. */
    private static boolean isRun(String text) {
        return isRun(text, 1) || isRun(text, -1);
    }

    private static boolean isRun(String text, int step) {
        for (int next = 1; next < text.length(); next++) {
            char before = text.charAt(next - 1);
            char after = text.charAt(next);
            boolean digits = Character.isDigit(before) && Character.isDigit(after);
            if (digits ? Math.floorMod(before + step - after, 10) != 0 : before + step != after) {
                return false;
            }
        }
        return true;
    }

    /** Whether hardly anything is left without these words. */
    private static boolean consistsOf(List<String> words, String text) {
        String own = text;
        for (String word : words) {
            own = own.replace(word, "");
        }
        return own.length() < text.length() && NO_LETTERS.matcher(own).replaceAll("").length() < FEWEST_OWN_CHARACTERS;
    }

    private static List<String> words(String... context) {
        return Stream.concat(Stream.of(OUR_NAME), Arrays.stream(context)
                .flatMap(text -> NO_LETTERS.splitAsStream(text.toLowerCase(Locale.ROOT))))
                .filter(word -> word.length() >= SHORTEST_WORD)
                .sorted((one, other) -> other.length() - one.length())
                .toList();
    }

    /** FNV-1a, 64 bits. */
    private static long hash(String text) {
        long hash = 0xcbf29ce484222325L;
        for (byte part : text.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (part & 0xff)) * 0x100000001b3L;
        }
        return hash;
    }

    private static InputStream list() {
        InputStream list = PasswordBlocklist.class.getResourceAsStream(LIST);
        if (list == null) {
            throw new IllegalStateException(LIST + " is not on the class path: has nbvcxz changed?");
        }
        return list;
    }
}
