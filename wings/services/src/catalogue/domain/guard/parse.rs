//! Reads a condition. Nesting is bounded, so no input can exhaust the stack.

use super::{super::Bilingual, AGE, Literal, Operand, Order, Rule};

const DEEPEST: usize = 24;
const LONGEST: usize = 200;

type Parsed<T> = Result<T, Bilingual>;

pub(super) fn parse(source: &str) -> Parsed<Rule> {
    let mut parser = Parser { tokens: tokens(source)?, at: 0, depth: 0 };
    let rule = parser.any()?;
    match parser.next() {
        None => Ok(rule),
        Some(token) => Err(unexpected(&token)),
    }
}

#[derive(Debug, Clone, PartialEq)]
enum Token {
    Name(String),
    Literal(Literal),
    Order(Order),
    Word(Word),
    Mark(char),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Word {
    And,
    Or,
    Not,
    In,
    Is,
    Empty,
}

fn fault(vi: impl Into<String>, en: impl Into<String>) -> Bilingual {
    Bilingual::new(vi, en)
}

fn unexpected(token: &Token) -> Bilingual {
    let text = match token {
        Token::Name(name) => name.clone(),
        Token::Literal(literal) => literal.to_string(),
        Token::Order(order) => order.sign().to_owned(),
        Token::Word(word) => format!("{word:?}").to_lowercase(),
        Token::Mark(mark) => mark.to_string(),
    };
    fault(format!("“{text}” không đúng chỗ"), format!("`{text}` is out of place"))
}

fn cut_short() -> Bilingual {
    fault("câu bị cụt", "it ends too early")
}

impl Order {
    pub(super) const fn sign(self) -> &'static str {
        match self {
            Self::Equal => "==",
            Self::NotEqual => "!=",
            Self::Less => "<",
            Self::AtMost => "<=",
            Self::More => ">",
            Self::AtLeast => ">=",
        }
    }
}

fn tokens(source: &str) -> Parsed<Vec<Token>> {
    let mut tokens = Vec::new();
    let mut rest = source.trim_start();
    while let Some(first) = rest.chars().next() {
        let (token, length) = match first {
            '(' | ')' | '[' | ']' | ',' => (Token::Mark(first), 1),
            '\'' | '"' => {
                let end = rest[1..].find(first).ok_or_else(|| fault("thiếu dấu nháy đóng", "a quote is not closed"))?;
                (Token::Literal(Literal::Text(rest[1..=end].to_owned())), end + 2)
            }
            '=' | '!' | '<' | '>' | '&' | '|' => sign(rest)?,
            '0'..='9' | '-' => {
                let length = rest[1..].find(|c: char| !c.is_ascii_digit()).map_or(rest.len(), |end| end + 1);
                let number = rest[..length].parse().map_err(|_| {
                    fault(format!("“{}” không phải số", &rest[..length]), format!("`{}` is no number", &rest[..length]))
                })?;
                (Token::Literal(Literal::Number(number)), length)
            }
            'a'..='z' | 'A'..='Z' | '_' => {
                let length =
                    rest.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '_' | '.'))).unwrap_or(rest.len());
                (word(&rest[..length]), length)
            }
            other => return Err(fault(format!("không hiểu ký tự “{other}”"), format!("`{other}` is not understood"))),
        };
        tokens.push(token);
        if tokens.len() > LONGEST {
            return Err(fault("câu quá dài", "it is too long"));
        }
        rest = rest[length..].trim_start();
    }
    Ok(tokens)
}

fn sign(rest: &str) -> Parsed<(Token, usize)> {
    const SIGNS: [(&str, Token); 9] = [
        ("==", Token::Order(Order::Equal)),
        ("!=", Token::Order(Order::NotEqual)),
        ("<=", Token::Order(Order::AtMost)),
        (">=", Token::Order(Order::AtLeast)),
        ("&&", Token::Word(Word::And)),
        ("||", Token::Word(Word::Or)),
        ("<", Token::Order(Order::Less)),
        (">", Token::Order(Order::More)),
        ("!", Token::Word(Word::Not)),
    ];
    SIGNS
        .into_iter()
        .find(|(text, _)| rest.starts_with(text))
        .map(|(text, token)| (token, text.len()))
        .ok_or_else(|| fault("dấu so sánh phải là ==, !=, <, <=, >, >=", "a comparison is one of ==, !=, <, <=, >, >="))
}

fn word(text: &str) -> Token {
    match text {
        "and" => Token::Word(Word::And),
        "or" => Token::Word(Word::Or),
        "not" => Token::Word(Word::Not),
        "in" => Token::Word(Word::In),
        "is" => Token::Word(Word::Is),
        "empty" | "null" => Token::Word(Word::Empty),
        "true" => Token::Literal(Literal::Flag(true)),
        "false" => Token::Literal(Literal::Flag(false)),
        name => Token::Name(name.to_owned()),
    }
}

struct Parser {
    tokens: Vec<Token>,
    at: usize,
    depth: usize,
}

impl Parser {
    fn next(&mut self) -> Option<Token> {
        let token = self.tokens.get(self.at).cloned();
        self.at += 1;
        token
    }

    fn takes(&mut self, token: &Token) -> bool {
        let found = self.tokens.get(self.at) == Some(token);
        self.at += usize::from(found);
        found
    }

    fn expect(&mut self, mark: char) -> Parsed<()> {
        match self.next() {
            Some(Token::Mark(found)) if found == mark => Ok(()),
            Some(token) => Err(unexpected(&token)),
            None => Err(cut_short()),
        }
    }

    fn any(&mut self) -> Parsed<Rule> {
        let mut rule = self.all()?;
        while self.takes(&Token::Word(Word::Or)) {
            rule = Rule::Any(Box::new(rule), Box::new(self.all()?));
        }
        Ok(rule)
    }

    fn all(&mut self) -> Parsed<Rule> {
        let mut rule = self.not()?;
        while self.takes(&Token::Word(Word::And)) {
            rule = Rule::All(Box::new(rule), Box::new(self.not()?));
        }
        Ok(rule)
    }

    fn not(&mut self) -> Parsed<Rule> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(fault("lồng quá sâu", "it is nested too deeply"));
        }
        let rule = if self.takes(&Token::Word(Word::Not)) {
            Rule::Not(Box::new(self.not()?))
        } else if self.takes(&Token::Mark('(')) {
            let rule = self.any()?;
            self.expect(')')?;
            rule
        } else {
            self.comparison()?
        };
        self.depth -= 1;
        Ok(rule)
    }

    fn comparison(&mut self) -> Parsed<Rule> {
        let left = self.operand()?;
        match self.tokens.get(self.at) {
            Some(Token::Order(order)) => {
                let order = *order;
                self.at += 1;
                Ok(Rule::Compare(left, order, self.operand()?))
            }
            Some(Token::Word(Word::In)) => {
                self.at += 1;
                self.membership(left)
            }
            Some(Token::Word(Word::Is)) => {
                self.at += 1;
                self.emptiness(left)
            }
            _ => match left {
                Operand::Field(field) => Ok(Rule::Yes(field)),
                other => {
                    Err(fault(format!("“{other}” chưa phải điều kiện"), format!("`{other}` alone is no condition")))
                }
            },
        }
    }

    fn membership(&mut self, left: Operand) -> Parsed<Rule> {
        if !self.takes(&Token::Mark('[')) {
            return match (left, self.next()) {
                (Operand::Literal(literal), Some(Token::Name(field))) => Ok(Rule::Among(literal, field)),
                (_, Some(token)) => Err(unexpected(&token)),
                (_, None) => Err(cut_short()),
            };
        }
        let mut literals = Vec::new();
        loop {
            match self.next() {
                Some(Token::Literal(literal)) => literals.push(literal),
                Some(token) => return Err(unexpected(&token)),
                None => return Err(cut_short()),
            }
            if !self.takes(&Token::Mark(',')) {
                break;
            }
        }
        self.expect(']')?;
        Ok(Rule::OneOf(left, literals))
    }

    fn emptiness(&mut self, left: Operand) -> Parsed<Rule> {
        let negated = self.takes(&Token::Word(Word::Not));
        match (left, self.next()) {
            (Operand::Field(field), Some(Token::Word(Word::Empty))) => {
                let rule = Rule::Empty(field);
                Ok(if negated { Rule::Not(Box::new(rule)) } else { rule })
            }
            (_, Some(token)) => Err(unexpected(&token)),
            (_, None) => Err(cut_short()),
        }
    }

    fn operand(&mut self) -> Parsed<Operand> {
        match self.next() {
            Some(Token::Literal(literal)) => Ok(Operand::Literal(literal)),
            Some(Token::Name(name)) if self.tokens.get(self.at) == Some(&Token::Mark('(')) => self.call(&name),
            Some(Token::Name(name)) => Ok(Operand::Field(name)),
            Some(token) => Err(unexpected(&token)),
            None => Err(cut_short()),
        }
    }

    fn call(&mut self, function: &str) -> Parsed<Operand> {
        if function != AGE {
            return Err(fault(
                format!("không có hàm “{function}”, chỉ có {AGE}(ngày)"),
                format!("there is no function `{function}`, only {AGE}(date)"),
            ));
        }
        self.expect('(')?;
        let field = match self.next() {
            Some(Token::Name(field)) => field,
            Some(token) => return Err(unexpected(&token)),
            None => return Err(cut_short()),
        };
        self.expect(')')?;
        Ok(Operand::Age(field))
    }
}
