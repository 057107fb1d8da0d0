// Xapian on the comments of a benchmark.
//   xapian index DATABASE   reads lines "date TAB text", oldest first
//   xapian ask DATABASE     reads lines "want shape word word…", writes lines "milliseconds cpu-milliseconds hits"
#include <xapian.h>

#include <cstdlib>
#include <ctime>
#include <iostream>
#include <sstream>
#include <string>
#include <vector>

static const Xapian::doccount page_size = 20;
static const size_t excerpt_length = 300;
static const Xapian::valueno date_slot = 0;

static double milliseconds(clockid_t clock) {
    timespec time;
    clock_gettime(clock, &time);
    return time.tv_sec * 1e3 + time.tv_nsec / 1e6;
}

static int index(const std::string& path) {
    setenv("XAPIAN_FLUSH_THRESHOLD", "100000", 1);
    Xapian::WritableDatabase database(path, Xapian::DB_CREATE_OR_OVERWRITE);
    Xapian::TermGenerator terms;
    std::string line;
    while (std::getline(std::cin, line)) {
        const auto tab = line.find('\t');
        const auto text = line.substr(tab + 1);
        Xapian::Document document;
        document.add_value(date_slot, line.substr(0, tab));
        document.set_data(text);
        terms.set_document(document);
        terms.index_text(text);
        database.add_document(document);
    }
    database.commit();
    std::cout << database.get_doccount() << std::endl;
    return 0;
}

static Xapian::Query query(const std::string& shape, const std::vector<std::string>& words) {
    if (shape == "Prefix")
        return Xapian::Query(Xapian::Query::OP_WILDCARD, words[0]);
    if (shape == "Phrase")
        return Xapian::Query(Xapian::Query::OP_PHRASE, words.begin(), words.end(), words.size());
    return Xapian::Query(shape == "Any" ? Xapian::Query::OP_OR : Xapian::Query::OP_AND, words.begin(), words.end());
}

static int ask(const std::string& path) {
    Xapian::Database database(path);
    std::string line;
    while (std::getline(std::cin, line)) {
        std::istringstream parts(line);
        std::string want, shape, word;
        std::vector<std::string> words;
        parts >> want >> shape;
        while (parts >> word)
            words.push_back(word);

        const auto wall = milliseconds(CLOCK_MONOTONIC), cpu = milliseconds(CLOCK_THREAD_CPUTIME_ID);
        Xapian::Enquire enquire(database);
        enquire.set_query(query(shape, words));
        if (want == "Newest") {
            enquire.set_weighting_scheme(Xapian::BoolWeight());
            enquire.set_sort_by_value(date_slot, true);
        }
        const auto counted = want == "Count" ? database.get_doccount() : 0;
        const auto hits = enquire.get_mset(0, want == "Count" ? 0 : page_size, counted);
        // A page of hits shows where the words stand.
        size_t bytes = 0;
        for (auto hit = hits.begin(); hit != hits.end(); ++hit)
            bytes += hits.snippet(hit.get_document().get_data(), excerpt_length).size();
        const auto number = hits.get_matches_estimated();
        std::cout << milliseconds(CLOCK_MONOTONIC) - wall << ' ' << milliseconds(CLOCK_THREAD_CPUTIME_ID) - cpu << ' ' << number << std::endl;
        if (bytes == 0 && number > 0 && want != "Count")
            std::cerr << "no text" << std::endl;
    }
    return 0;
}

int main(int argc, char** argv) {
    if (argc != 3)
        return 2;
    try {
        return std::string(argv[1]) == "index" ? index(argv[2]) : ask(argv[2]);
    } catch (const Xapian::Error& error) {
        std::cerr << error.get_description() << std::endl;
        return 1;
    }
}
